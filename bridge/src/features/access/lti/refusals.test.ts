import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { startFakePlatform } from '../../../../test/fake-platform/platform.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { beginAt, Browser, codeOf } from '../../../../test/lti-browser.ts';
import { changePlatform, formFor } from './harness.test.ts';
import { startHarness, type Harness } from './harness.test.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';

forEachDatabase('LTI launch refused', (open) => {
  let harness: Harness;
  let browser: Browser;
  const post = (form: Record<string, string>, from = browser, headers = {}) =>
    from.ask(`${harness.root}/lti/launch`, form, headers);
  const refused = async (form: Record<string, string>, code: FailureCode, from = browser) => {
    const page = await post(form, from);
    assert.equal(codeOf(page), code, page.text.slice(0, 1500));
    return page;
  };

  beforeEach(async () => {
    harness = await startHarness(await open());
    browser = new Browser();
  });
  afterEach(() => harness.close());

  it('refuses logins that are not a registered platform’s or not ours', async () => {
    const attempt = async (change: Record<string, string>) =>
      codeOf(await beginAt(harness, browser, change));
    assert.equal(await attempt({ iss: 'https://other.test' }), 'lti/platform-unknown');
    assert.equal(await attempt({ client_id: 'CLIENT-1' }), 'lti/platform-unknown');
    assert.equal(
      await attempt({ target_link_uri: 'https://evil.test/lti/launch' }),
      'lti/login-invalid',
    );
    assert.equal(await attempt({ target_link_uri: 'javascript:alert(1)' }), 'lti/login-invalid');
    assert.equal(await attempt({ login_hint: '' }), 'lti/login-invalid');
    assert.equal(browser.cookies.size, 0);
  });

  it('refuses a platform that was switched off', async () => {
    const form = await formFor(harness, browser);
    for (const status of ['suspended', 'pending'] as const) {
      await changePlatform(harness, { status });
      await refused(form, `lti/platform-${status}`);
      const begun = await beginAt(harness, browser);
      assert.equal(codeOf(begun), `lti/platform-${status}`);
      // The words must be seen where people are: inside the platform's page.
      assert.match(
        begun.headers.get('content-security-policy') ?? '',
        /frame-ancestors 'self' http:/u,
      );
      await assert.rejects(harness.ltiLaunches.nrpsMembers(harness.platformId, 'http://x'), {
        code: `lti/platform-${status}`,
      });
      assert.deepEqual(await harness.ltiLaunches.frameAncestors(), []);
    }
  });

  it('refuses a replayed launch', async () => {
    const form = await formFor(harness, browser);
    const cookies = new Map(browser.cookies);
    await post(form);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    await refused(form, 'lti/state-used');
    assert.equal(harness.told.facts.length, 1);
  });

  it('lets one of several posts at once in', async () => {
    const form = await formFor(harness, browser);
    const twins = [1, 2, 3, 4].map(() => {
      const twin = new Browser();
      for (const [name, value] of browser.cookies) twin.cookies.set(name, value);
      return twin;
    });
    const replies = await Promise.all(twins.map((twin) => post(form, twin)));
    assert.deepEqual(replies.map(({ status }) => status).sort(), [303, 403, 403, 403]);
    const codes = new Set(replies.map(codeOf).filter(Boolean));
    assert.deepEqual([...codes], ['lti/state-used']);
    assert.equal(harness.told.tickets.length, 1);
  });

  it('refuses another browser, and shows the way on in a tab of its own', async () => {
    const form = await formFor(harness, browser);
    const page = await refused(form, 'lti/state-not-bound', new Browser());
    assert.equal(page.status, 403);
    const way = `${harness.fake.issuer}/mod/lti/launch.php?id=13&amp;triggerview=0`;
    assert.ok(page.text.includes(`href="${way}" target="_blank"`));
    assert.equal((await post(form)).status, 303);
  });

  it('refuses the cookie of another launch', async () => {
    const form = await formFor(harness, browser);
    const [name] = [...browser.cookies.keys()];
    browser.cookies.set(name!, 'A'.repeat(43));
    await refused(form, 'lti/state-not-bound');
  });

  it('refuses states that are unknown or too old', async () => {
    await refused({ id_token: 'x', state: 'unknown' }, 'lti/state-unknown');
    await refused({}, 'lti/state-unknown');
    const form = await formFor(harness, browser);
    harness.clock.move(10 * 60_000);
    await refused(form, 'lti/state-expired');
  });

  it('tells what the platform refused from what is no answer', async () => {
    const { state = '' } = await formFor(harness, browser);
    await refused({ state, error: 'login_required' }, 'lti/platform-refused');
    await refused({ state }, 'lti/token-malformed');
  });

  const defects: [string, Record<string, unknown>, FailureCode][] = [
    ['an old token', { exp: 1 }, 'lti/token-expired'],
    ['a foreign issuer', { iss: 'https://other.test' }, 'lti/token-issuer'],
    ['a foreign audience', { aud: 'other' }, 'lti/token-audience'],
    ['a foreign nonce', { nonce: 'other' }, 'lti/token-nonce'],
    ['an unknown deployment', { [`${lti}deployment_id`]: '99' }, 'lti/token-deployment'],
    ['missing claims', { [`${lti}resource_link`]: undefined }, 'lti/token-claims'],
    ['a foreign authorized party', { azp: 'other' }, 'lti/token-audience'],
    [
      'a target that is not ours',
      { [`${lti}target_link_uri`]: 'https://evil.test/' },
      'lti/token-claims',
    ],
    [
      'an unknown message',
      { [`${lti}message_type`]: 'LtiStartProctoring' },
      'lti/message-unsupported',
    ],
  ];
  for (const [what, change, code] of defects) {
    it(`refuses ${what}`, async () => {
      await refused(await formFor(harness, browser, change), code);
      assert.equal(harness.told.facts.length, 0);
    });
  }

  it('refuses a submission review that was sent before, or that another platform signed', async () => {
    const review = {
      [`${lti}message_type`]: 'LtiSubmissionReviewRequest',
      [`${lti}for_user`]: { user_id: '7' },
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
        lineitem: `${harness.fake.issuer}/lineitems/1`,
        scope: [],
      },
    };
    const form = await formFor(harness, browser, review);
    const cookies = new Map(browser.cookies);
    assert.equal((await post(form)).status, 303);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    await refused(form, 'lti/state-used');
    const other = await startFakePlatform(() => harness.clock.now());
    const { location } = await beginAt(harness, browser);
    const { issuer: iss, clientId: aud } = harness.fake;
    const claims = { ...review, iss, aud };
    await refused(await other.authenticate(location ?? '', claims, null), 'lti/token-signature');
    await other.close();
    assert.equal(harness.told.facts.length, 1, 'nobody came in by it');
  });

  it('refuses tokens that are changed, unsigned or not tokens', async () => {
    const changed = await formFor(harness, browser);
    const [head, payload, signature] = (changed['id_token'] ?? '').split('.');
    const other = await formFor(harness, browser, { sub: '2' });
    const foreign = (other['id_token'] ?? '').split('.')[1];
    await refused(
      { ...changed, id_token: `${head}.${foreign}.${signature}` },
      'lti/token-signature',
    );
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const again = await formFor(harness, browser);
    await refused({ ...again, id_token: `${none}.${payload}.` }, 'lti/token-signature');
    await refused(
      { ...(await formFor(harness, browser)), id_token: 'junk' },
      'lti/token-malformed',
    );
  });

  it('tells that the platform is away, with a way to try again', async () => {
    harness.fake.misbehave('/jwks', () => ({ status: 500, body: '' }));
    const page = await refused(await formFor(harness, browser), 'lti/platform-unavailable');
    assert.equal(page.status, 502);
    assert.ok(page.text.includes('/mod/lti/view.php?id=13'));
  });
});
