import { readFileSync } from 'node:fs';
import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Campus, Person } from '../campus.ts';
import { html, type Html } from '../portal/html.ts';
import type { Language } from '../portal/words.ts';
import type { PortalPages } from '../server.ts';
import { coursesOf, type Voucher } from './vouch.ts';

interface Intranet {
  campus: Campus;
  pages: PortalPages;
  voucher: Voucher;
  /** The bridge's address: the element's script comes from there. */
  bridge: string;
}

const words = {
  en: {
    title: 'Intranet',
    lead: 'Any page of a campus can show meetings: one script, one element.',
    courses: 'My courses',
    none: 'You are in no course.',
    news: 'What this page was told',
  },
  'zh-CN': {
    title: '内网',
    lead: '校园的任何页面都能显示会议：一段脚本，一个元素。',
    courses: '我的课程',
    none: '您没有课程。',
    news: '本页面收到的消息',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** `/intranet`: a page of the campus that has nothing to do with the LMS, and shows the panel by the element. */
export function mountIntranet(router: Router, intranet: Intranet): void {
  const script = readFileSync(new URL('intranet.js', import.meta.url), 'utf8');
  router.get('/intranet.js', (ctx) => {
    ctx.type = 'text/javascript';
    ctx.body = script;
  });
  router.get('/intranet/token', (ctx) => {
    const person = intranet.pages.person(ctx);
    ctx.set('Cache-Control', 'no-store');
    // The cookie is the portal's own and of the same site only: no page of another asks in somebody's name.
    if (!person || ctx.get('Sec-Fetch-Site') === 'cross-site') ctx.status = 403;
    else ctx.body = { token: intranet.voucher.tokenFor(person, intranet.pages.language(ctx)) };
  });
  router.get('/intranet', (ctx) => {
    const person = intranet.pages.person(ctx);
    if (!person) ctx.redirect('/login/index.php');
    else show(ctx, intranet, person);
  });
}

function show(ctx: Context, intranet: Intranet, person: Person): void {
  const { pages, bridge } = intranet;
  // A strict policy is enough for the element: the bridge's script and its frame.
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `script-src 'self' ${bridge}`,
    `frame-src ${bridge}`,
  ];
  ctx.set('Content-Security-Policy', policy.join('; '));
  const language = pages.language(ctx);
  const { markup } = body(intranet, person, { ctx, language });
  ctx.type = 'text/html';
  ctx.body = pages.page(ctx, { title: words[language].title, body: markup });
}

interface Shown {
  ctx: Context;
  language: Language;
}

function body({ campus, bridge }: Intranet, person: Person, { ctx, language }: Shown): Html {
  const said = words[language];
  const courses = coursesOf(campus, person);
  const asked = new URLSearchParams(ctx.querystring).get('course');
  const course = courses.find(({ id }) => id === asked);
  const links = courses.map(
    ({ id, title }) => html`<li><a href="/intranet?course=${id}">${title}</a></li>`,
  );
  const panel = course
    ? html`<campus-meet
        panel="course"
        course="${course.id}"
        lang="${language}"
        launch="/intranet/token"
      ></campus-meet>`
    : html`<campus-meet panel="home" lang="${language}" launch="/intranet/token"></campus-meet>`;
  return html`<h1>${said.title}</h1>
    <p class="quiet">${said.lead}</p>
    <section class="card">${panel}</section>
    <section class="card">
      <h2>${said.courses}</h2>
      <ul class="plain">
        ${links}
      </ul>
      ${courses.length === 0 && html`<p class="quiet">${said.none}</p>`}
    </section>
    <section class="card">
      <h2>${said.news}</h2>
      <ol id="news" class="plain"></ol>
    </section>
    <campus-meet panel="ringer" lang="${language}" launch="/intranet/token"></campus-meet>
    <script src="/intranet.js" defer></script>
    <script type="module" src="${bridge}/embed/campus-meet.js"></script>`;
}
