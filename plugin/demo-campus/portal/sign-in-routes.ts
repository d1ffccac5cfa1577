import type Router from '@koa/router';
import type { Context } from 'koa';
import { personByUsername } from '../campus.ts';
import { seeOther, type BrowserReply } from '../lti-platform/browser-reply.ts';
import { tellTools } from '../lti-platform/logout.ts';
import { guestPerson, isGuest } from './guest.ts';
import { everybodyPage } from './people-pages.ts';
import { show, via, type Portal } from './portal.ts';
import { queryOf, readForm } from './request.ts';
import { signInPage, type SignInState } from './sign-in-page.ts';
import { visitOf } from './visit.ts';

const oneYear = 365 * 24 * 60 * 60 * 1000;

/** Only paths of the portal itself; anything else becomes the first page. */
const inside = (path: string | null): string => (path && /^\/(?![/\\])/.test(path) ? path : '/my/');

function form(portal: Portal, ctx: Context, state: SignInState): BrowserReply {
  const { platform, sessions } = portal;
  return show(portal, ctx, signInPage(platform.campus, visitOf(ctx, sessions), state));
}

const blank = (portal: Portal, ctx: Context): BrowserReply =>
  form(portal, ctx, { failed: false, username: '', wants: inside(queryOf(ctx).get('wants')) });

async function signIn(portal: Portal, ctx: Context): Promise<BrowserReply> {
  const fields = await readForm(ctx);
  const username = fields.get('username') ?? '';
  const wants = inside(fields.get('wants'));
  const person =
    username === guestPerson.username
      ? guestPerson
      : personByUsername(portal.platform.campus, username);
  if (!person || person.suspended || person.password !== fields.get('password')) {
    return form(portal, ctx, { failed: true, username, wants });
  }
  portal.sessions.start(ctx, person);
  return seeOther(wants);
}

async function signOut({ sessions, platform }: Portal, ctx: Context): Promise<BrowserReply> {
  const fields = await readForm(ctx);
  const session = sessions.of(ctx);
  if (session && fields.get('sesskey') === session.sesskey) {
    sessions.end(ctx);
    if (!isGuest(session.person)) await tellTools(platform, session.person);
  }
  return seeOther('/login/index.php');
}

function chooseLanguage(_portal: Portal, ctx: Context): BrowserReply {
  const query = queryOf(ctx);
  const chosen = query.get('to') === 'en' ? 'en' : 'zh-CN';
  ctx.cookies.set('lang', chosen, { path: '/', httpOnly: true, maxAge: oneYear });
  return seeOther(inside(query.get('back')));
}

const everybody = (portal: Portal, ctx: Context): BrowserReply =>
  show(portal, ctx, everybodyPage(portal.platform.campus, visitOf(ctx, portal.sessions)));

const start = ({ sessions }: Portal, ctx: Context): BrowserReply =>
  seeOther(sessions.of(ctx) ? '/my/' : '/login/index.php');

/** Signing in and out, the language, and who one can be. */
export function mountSignIn(router: Router, portal: Portal): void {
  router.get('/', via(portal, start));
  router.get('/login/index.php', via(portal, blank));
  router.post('/login/index.php', via(portal, signIn));
  router.post('/login/logout.php', via(portal, signOut));
  router.get('/lang', via(portal, chooseLanguage));
  router.get('/people-of-the-demo', via(portal, everybody));
}
