import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { failureCodes } from '../../../kernel/codes.ts';
import type { Database } from '../../../kernel/database.ts';
import { beginAt, Browser, codeOf, fieldsOf } from '../../../../test/lti-browser.ts';
import { changePlatform, formFor } from './harness.test.ts';
import { startHarness, type Harness } from './harness.test.ts';
import { html, hashOf } from './pages/html.ts';
import { pickLocale } from './pages/locale.ts';
import { fetchScript, style } from './pages/scripts.ts';
import { wordsIn } from './pages/words.ts';

describe('pages of launches', () => {
  it('escape every text', () => {
    const evil = `"><script>alert('&')</script>`;
    const { html: out } = html`<a title="${evil}">${evil}${null}${html`<b>${1}</b>`}</a>`;
    assert.equal(
      out,
      '<a title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;<b>1</b></a>',
    );
  });
  it('speak the language of the launch, else of the browser', () => {
    assert.equal(pickLocale('zh_cn', 'en'), 'zh-CN');
    assert.equal(pickLocale(null, 'fr, en;q=0.5, zh-CN;q=0.8'), 'zh-CN');
    assert.equal(pickLocale('fr', 'zh;q=0, en-GB'), 'en');
    assert.equal(pickLocale(null, undefined), 'en');
  });
  it('have words for every code of LTI, in both languages', () => {
    // Those of grades are between the bridge and the LMS: nobody opens a link and meets them.
    const ofGrades = ['lti/score-stale', 'lti/score-refused', 'lti/line-item-gone'];
    const codes = Object.keys(failureCodes).filter(
      (code) => code.startsWith('lti/') && !ofGrades.includes(code),
    );
    for (const words of [wordsIn('en'), wordsIn('zh-CN')]) {
      const known = Object.keys(words.problems);
      assert.deepEqual(
        codes.filter((code) => !known.includes(code)),
        [],
      );
    }
  });
});

forEachDatabase('LTI pages', (open) => {
  let harness: Harness;
  let browser: Browser;
  let database: Database;
  beforeEach(async () => {
    database = await open();
    harness = await startHarness(database, true);
    browser = new Browser();
  });
  afterEach(() => harness.close());
  const post = (form: Record<string, string>, from = browser) =>
    from.ask(`${harness.root}/lti/launch`, form);

  describe('failures', () => {
    it('are understandable pages that the platform may frame', async () => {
      const form = await formFor(harness, browser, { aud: 'x' });
      const page = await browser.ask(`${harness.root}/lti/launch`, form, {
        'accept-language': 'zh-CN',
      });
      assert.match(page.text, /<html lang="zh-CN">/u);
      assert.match(page.text, /该消息不是发给我们的/u);
      const requestId = page.headers.get('x-request-id') ?? '';
      assert.ok(requestId !== '' && page.text.includes(requestId));
      const policy = page.headers.get('content-security-policy') ?? '';
      assert.ok(policy.includes(`frame-ancestors 'self' ${harness.fake.issuer}`), policy);
      assert.ok(
        policy.includes(`style-src ${hashOf(style)}`) && policy.includes("default-src 'none'"),
      );
      assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
      assert.equal(page.headers.get('cache-control'), 'no-store');
      assert.ok(page.text.includes(`<style>${style}</style>`));
      assert.doesNotMatch(page.text, /sesskey| at .*\.ts/u);
    });
    it('inside are worded too, without their cause', async () => {
      const form = await formFor(harness, browser);
      await database.schema.dropTable('lti_tool_keys');
      const keys = await browser.ask(`${harness.root}/lti/jwks.json`);
      assert.equal(keys.status, 500);
      await database.schema.dropTable('lti_logins');
      const page = await post(form);
      assert.equal(codeOf(page), 'internal');
      assert.doesNotMatch(page.text, /lti_logins/u);
    });
  });

  describe('platform storage', () => {
    const begin = async () => {
      const page = await beginAt(harness, browser, { lti_storage_target: '_parent' });
      const data = (name: string) =>
        new RegExp(`data-${name}="([^"]*)"`, 'u').exec(page.text)?.[1] ?? '';
      const next = data('next').replaceAll('&amp;', '&');
      return { page, value: data('value'), key: data('key'), origin: data('origin'), next };
    };
    it('keeps the binding where cookies are blocked', async () => {
      const { page, value, key, origin, next } = await begin();
      assert.equal(page.status, 200);
      assert.equal(origin, harness.fake.issuer);
      const form = await harness.fake.authenticate(next);
      const blocked = new Browser();
      const asks = await post(form, blocked);
      assert.equal(asks.status, 200);
      assert.ok(asks.text.includes(`data-key="${key}"`) && !asks.text.includes(value));
      assert.ok(asks.text.includes(`<script>${fetchScript}</script>`));
      assert.ok((asks.headers.get('content-security-policy') ?? '').includes(hashOf(fetchScript)));
      const again = fieldsOf(asks.text);
      assert.deepEqual({ state: again['state'], id_token: again['id_token'] }, form);
      assert.equal((await post({ ...again, storage_binding: value }, blocked)).status, 303);
    });
    it('that has nothing leads to the way on', async () => {
      const { next } = await begin();
      const form = await harness.fake.authenticate(next);
      const page = await post({ ...form, storage_binding: '' }, new Browser());
      assert.equal(codeOf(page), 'lti/state-not-bound');
    });
    it('is not asked where a cookie did', async () => {
      const { next } = await begin();
      assert.equal((await post(await harness.fake.authenticate(next))).status, 303);
    });
  });

  it('a platform that is not Moodle starts over in a new tab', async () => {
    await changePlatform(harness, { productFamily: 'canvas' });
    const form = await formFor(harness, browser);
    const tab = new Browser();
    const page = await post(form, tab);
    const way =
      /href="([^"]*\/lti\/continue\?state=[^"]*)" target="_blank"/u.exec(page.text)?.[1] ?? '';
    const { status, location } = await tab.ask(way);
    assert.equal(status, 302);
    assert.equal(new URL(location ?? '').searchParams.get('login_hint'), '523');
    assert.equal((await post(await harness.fake.authenticate(location ?? ''), tab)).status, 303);
    assert.equal(codeOf(await tab.ask(way)), 'lti/state-used');
    assert.equal(codeOf(await post(form)), 'lti/state-used');
  });
});
