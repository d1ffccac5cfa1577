import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { forEachDatabase } from '../../../test/databases.ts';
import { failureCodes } from '../../kernel/codes.ts';
import type { Database } from '../../kernel/database.ts';
import { beginAt, Browser, codeOf, formFor, meetingId } from './harness.test.ts';
import { startHarness, type Harness } from './harness.test.ts';
import { html, hashOf } from './pages/html.ts';
import { pickLocale } from './pages/locale.ts';
import { fetchScript, style } from './pages/scripts.ts';
import { wordsIn } from './pages/words.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const instructor = {
  [`${lti}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'],
};

/** Fields of the form on a page. */
function fieldsOf(text: string): Record<string, string> {
  const inputs = [...text.matchAll(/<input\s[^>]*>/gu)].map(([tag]) => ({
    name: /name="([^"]*)"/u.exec(tag)?.[1] ?? '',
    value: /value="([^"]*)"/u.exec(tag)?.[1] ?? '',
    skip: tag.includes('type="radio"') && !tag.includes('checked'),
  }));
  return Object.fromEntries(
    inputs.filter(({ skip }) => !skip).map(({ name, value }) => [name, value]),
  );
}

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
    const codes = Object.keys(failureCodes).filter(
      (code) => code.startsWith('lti/') && code !== 'lti/score-stale',
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
    const [platform] = await harness.launches.platforms();
    const { id: _, deploymentIds, ...details } = platform!;
    assert.ok(deploymentIds !== 'any');
    await harness.launches.registerPlatform({ ...details, deploymentIds, productFamily: 'canvas' });
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

  describe('deep linking', () => {
    const request = (change: Record<string, unknown> = {}) => ({
      [`${lti}message_type`]: 'LtiDeepLinkingRequest',
      [`${lti}resource_link`]: undefined,
      [`${dl}deep_linking_settings`]: {
        accept_types: ['ltiResourceLink'],
        accept_presentation_document_targets: ['iframe', 'window'],
        accept_multiple: true,
        deep_link_return_url: `${harness.fake.issuer}/contentitem_return?course=2&sesskey=FQADDlgrYa`,
        data: 'opaque',
      },
      ...instructor,
      ...change,
    });
    const answer = (form: Record<string, string>) =>
      browser.ask(`${harness.root}/lti/deep-linking/answer`, form);

    it('lets a teacher choose a meeting and sends the signed answer back', async () => {
      const page = await post(await formFor(harness, browser, request()));
      assert.equal(page.status, 200);
      assert.match(page.text, /Lecture 3 &lt;b&gt;/u);
      assert.doesNotMatch(page.text, /sesskey/u);
      const form = { ...fieldsOf(page.text), item: meetingId, title: ' 第3讲 <b> & Q ' };
      const reply = await answer(form);
      assert.match(
        reply.text,
        /action="[^"]*contentitem_return\?course=2&amp;sesskey=FQADDlgrYa"/u,
      );
      const policy = reply.headers.get('content-security-policy') ?? '';
      assert.ok(policy.includes(`form-action 'self' ${harness.fake.issuer}`), policy);
      const jwks = JSON.parse((await browser.ask(`${harness.root}/lti/jwks.json`)).text) as never;
      const { payload } = await jwtVerify(
        fieldsOf(reply.text)['JWT'] ?? '',
        createLocalJWKSet(jwks),
        {
          issuer: harness.fake.clientId,
          audience: harness.fake.issuer,
        },
      );
      assert.deepEqual(payload[`${dl}content_items`], [
        {
          type: 'ltiResourceLink',
          title: '第3讲 <b> & Q',
          url: `${harness.root}/lti/launch?meeting=${meetingId}`,
          custom: { meeting: meetingId },
          window: { targetName: '_blank' },
        },
      ]);
      assert.equal(payload[`${dl}data`], 'opaque');
      assert.equal(codeOf(await answer(form)), 'lti/state-used');
    });
    it('keeps the platform’s return address sealed', async () => {
      await post(await formFor(harness, browser, request()));
      const rows = await database('lti_selections').select();
      assert.equal(rows.length, 1);
      assert.doesNotMatch(JSON.stringify(rows), /sesskey|contentitem/u);
    });
    it('offers the room, and nothing that was not offered', async () => {
      const page = await post(await formFor(harness, browser, request()));
      const form = fieldsOf(page.text);
      assert.equal(form['item'], 'room');
      assert.equal(form['title'], '数据结构');
      assert.equal(codeOf(await answer({ ...form, title: ' ' })), 'lti/login-invalid');
      assert.equal(codeOf(await answer({ ...form, ticket: 'x'.repeat(43) })), 'lti/state-unknown');
      assert.equal(codeOf(await answer({ ...form, item: 'other' })), 'lti/login-invalid');
    });
    it('refuses students, and platforms that want something else', async () => {
      const student = {
        [`${lti}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
      };
      const page = await post(await formFor(harness, browser, request(student)));
      assert.equal(page.status, 403);
      assert.equal(codeOf(page), 'lti/not-instructor');
      const files = { accept_types: ['file'], deep_link_return_url: `${harness.fake.issuer}/x` };
      const other = await formFor(
        harness,
        browser,
        request({ [`${dl}deep_linking_settings`]: files }),
      );
      assert.equal(codeOf(await post(other)), 'lti/message-unsupported');
      const none = await formFor(
        harness,
        browser,
        request({ [`${dl}deep_linking_settings`]: undefined }),
      );
      assert.equal(codeOf(await post(none)), 'lti/token-claims');
    });
  });

  describe('registration', () => {
    const ask = async (path: string, root = harness.root) => {
      const token = await harness.fake.sign({ sub: 'x' });
      const query = new URLSearchParams({
        openid_configuration: `${harness.fake.issuer}/config`,
        registration_token: token,
      });
      return browser.ask(`${path.startsWith('http') ? path : root + path}?${query.toString()}`);
    };
    it('registers, explains what is left, and the platform can launch and be asked', async () => {
      const page = await ask('/lti/register');
      assert.equal(page.status, 200);
      assert.match(page.text, /Activate/u);
      assert.match(page.text, /org\.imsglobal\.lti\.close/u);
      assert.equal((await harness.launches.platforms()).length, 1);
      assert.equal((await post(await formFor(harness, browser))).status, 303);
      harness.clock.move(Date.now() - harness.clock.now());
      const roster = await harness.launches.nrpsMembers(
        harness.platformId,
        `${harness.fake.issuer}/members`,
      );
      assert.deepEqual(
        roster.members.map(({ name }) => name),
        ['Tom & Jerry'],
      );
    });
    it('needs a code where it is not open, good for one platform', async () => {
      const closed = await startHarness(await open());
      try {
        assert.equal(codeOf(await ask('/lti/register', closed.root)), 'lti/registration-closed');
        const address = await closed.launches.openRegistration(60_000);
        harness.fake.misbehave('/register', () => ({ status: 401, body: 'token_already_used' }));
        const failed = await ask(address);
        assert.equal(codeOf(failed), 'lti/registration-failed');
        assert.match(failed.text, /token_already_used/u);
        harness.fake.misbehave('/register', null);
        assert.equal((await ask(address)).status, 200);
        assert.equal((await closed.launches.platforms()).length, 2);
        assert.equal(codeOf(await ask(address)), 'lti/registration-closed');
        assert.equal(
          codeOf(await ask('/lti/register/nonsense', closed.root)),
          'lti/registration-closed',
        );
        const late = await closed.launches.openRegistration(60_000);
        closed.clock.move(60_001);
        assert.equal(codeOf(await ask(late)), 'lti/registration-closed');
      } finally {
        await closed.close();
      }
    });
    it('by hand names each flaw', async () => {
      const details = {
        issuer: '',
        clientId: 'c',
        deploymentIds: [],
        authUrl: 'x',
        tokenUrl: 'https://a/',
        jwksUrl: 'https://a/',
        name: 'n',
      };
      await assert.rejects(
        harness.launches.registerPlatform(details),
        (error: { flaws: { field: string }[] }) => {
          assert.deepEqual(
            error.flaws.map(({ field }) => field),
            ['issuer', 'deploymentIds', 'authUrl'],
          );
          return true;
        },
      );
    });
  });
});
