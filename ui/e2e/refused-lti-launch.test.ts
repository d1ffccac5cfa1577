import assert from 'node:assert/strict';
import type { Frame, Page, Request, Route } from 'playwright-core';
import { openDatabase } from '../../bridge/src/kernel/database.ts';
import {
  canRun,
  frameOf,
  openFixture,
  signIn,
  printTrouble,
  type Fixture,
  type Visitor,
} from './fixture.ts';

/** An activity whose frame is as Moodle writes it. */
const asMoodle = 22;

(canRun ? describe : describe.skip)('launches that are refused, in a real browser', function () {
  let fixture: Fixture;
  const at = (path: string) => `${fixture.demo.addresses.campus}${path}`;

  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());
  afterEach(function () {
    return printTrouble(fixture, this.currentTest);
  });

  for (const language of ['en', 'zh'] as const) {
    describe(`say what is wrong (${language})`, () => {
      let visitor: Visitor;
      const say = <T>(words: Record<'en' | 'zh', T>): T => words[language];

      beforeEach(async () => {
        visitor = await signIn(fixture, 't0016', { locale: say({ en: 'en-GB', zh: 'zh-CN' }) });
      });
      afterEach(() => visitor.context.close());

      /** Opens the activity; the launch's form passes through `change` on its way. Answers the frame. */
      const open = async (change: (route: Route, request: Request) => Promise<unknown>) => {
        await visitor.page.route('**/lti/launch', (route, request) => change(route, request));
        await visitor.page.goto(at(`/mod/lti/view.php?id=${asMoodle}`));
        const frame = await frameOf(visitor.page, 'iframe#contentframe');
        await frame.waitForURL(/^http:\/\/127\.0\.0\.1/u);
        return frame;
      };
      const shows = async (place: Page | Frame, code: string, title: string) => {
        await place.getByRole('heading', { name: title }).waitFor();
        assert.equal(await place.locator('footer code').first().innerText(), code);
        assert.equal(
          await place.locator('html').getAttribute('lang'),
          say({ en: 'en', zh: 'zh-CN' }),
        );
        assert.doesNotMatch(await place.locator('body').innerText(), /\.ts:|eyJ/u);
      };

      it('a tampered token', async () => {
        const frame = await open((route, request) => {
          const form = new URLSearchParams(request.postData() ?? '');
          const [head, body = '', signature] = (form.get('id_token') ?? '').split('.');
          const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
          const more = Buffer.from(JSON.stringify({ ...claims, sub: '2' })).toString('base64url');
          form.set('id_token', [head, more, signature].join('.'));
          return route.continue({ postData: form.toString() });
        });
        const title = { en: 'The platform’s signature is not right', zh: '平台的签名不正确' };
        await shows(frame, 'lti/token-signature', say(title));
      });

      it('a launch that was used already', async () => {
        let sent = '';
        const frame = await open((route, request) => {
          sent = request.postData() ?? '';
          return route.continue();
        });
        await frame.waitForURL(/\/course\//u);
        await visitor.page.unroute('**/lti/launch');
        const again = await visitor.context.newPage();
        await again.goto(at('/my/'));
        await again.evaluate(post, { url: `${fixture.demo.addresses.bridge}/lti/launch`, sent });
        const title = { en: 'This launch was used already', zh: '此次打开已被使用过' };
        await shows(again, 'lti/state-used', say(title));
      });

      it('a launch that took too long', async () => {
        const frame = await open(async (route) => {
          // Ten minutes pass.
          const db = openDatabase({ kind: 'sqlite', file: fixture.database });
          await db('lti_logins').whereNull('used_at').update({ expires_at: 1 });
          await db.destroy();
          await route.continue();
        });
        const title = { en: 'This launch took too long', zh: '打开用时过长，已失效' };
        await shows(frame, 'lti/state-expired', say(title));
        await visitor.page.unroute('**/lti/launch');
        const retry = frame.getByRole('link', { name: say({ en: 'Try again', zh: '重试' }) });
        await Promise.all([visitor.page.waitForEvent('domcontentloaded'), retry.click()]);
        const start = say({ en: 'Start meeting', zh: '开始会议' });
        const panel = await frameOf(visitor.page, 'iframe#contentframe');
        await panel.getByRole('button', { name: start }).waitFor();
      });

      it('a state that is not known here', async () => {
        const frame = await open((route, request) => {
          const form = new URLSearchParams(request.postData() ?? '');
          form.set('state', 'x'.repeat(43));
          return route.continue({ postData: form.toString() });
        });
        const title = { en: 'This launch is not known here', zh: '无法识别此次打开' };
        await shows(frame, 'lti/state-unknown', say(title));
      });

      it('a browser that keeps no cookie in frames, with a way on that works', async () => {
        // What such a browser does: the cookie that the frame is given is gone when the launch comes back.
        const frame = await open(async (route) => {
          await visitor.context.clearCookies({ name: /^cm_state_/u });
          await route.continue();
        });
        const title = {
          en: 'Your browser keeps us from recognising you inside this page',
          zh: '浏览器使我们无法在此页面内确认您的身份',
        };
        await shows(frame, 'lti/state-not-bound', say(title));
        await visitor.page.unroute('**/lti/launch');
        const way = frame.getByRole('link', {
          name: say({ en: 'Open in a new tab', zh: '在新标签页中打开' }),
        });
        const [tab] = await Promise.all([visitor.context.waitForEvent('page'), way.click()]);
        await tab.waitForURL(/127\.0\.0\.1:\d+\/course\//u);
        const start = say({ en: 'Start meeting', zh: '开始会议' });
        await tab.getByRole('button', { name: start }).waitFor();
      });
    });
  }
});

/** Sends a form as a page does: what an attacker, or the Back button, has of a launch. */
function post({ url, sent }: { url: string; sent: string }): void {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: url });
  for (const [name, value] of new URLSearchParams(sent)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  form.submit();
}
