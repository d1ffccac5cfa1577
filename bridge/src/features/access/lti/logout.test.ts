import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { forEachDatabase } from '../../../../test/databases.ts';
import { startFakePlatform } from '../../../../test/fake-platform/platform.ts';
import { Browser } from '../../../../test/lti-browser.ts';
import { changePlatform, startHarness, type Harness } from './harness.test.ts';

const event = 'http://schemas.openid.net/event/backchannel-logout';

forEachDatabase('signing out at the platform', (open) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await startHarness(await open());
  });
  afterEach(() => harness.close());

  const notice = (change: object = {}) => {
    const iat = Math.floor(harness.clock.now() / 1000);
    const { issuer, clientId } = harness.fake;
    return {
      iss: issuer,
      aud: clientId,
      sub: '523',
      iat,
      exp: iat + 60,
      jti: randomUUID(),
      events: { [event]: {} },
      ...change,
    };
  };
  const post = (token?: string) =>
    new Browser().ask(
      `${harness.root}/lti/logout`,
      token === undefined ? {} : { logout_token: token },
    );
  const say = async (change: object = {}) => post(await harness.fake.sign(notice(change)));

  it('is handed on, by account and moment', async () => {
    const { status, headers } = await say();
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    const at = Math.floor(harness.clock.now() / 1000) * 1000;
    assert.deepEqual(harness.told.logouts, [{ subject: '523', at, issuer: harness.fake.issuer }]);
  });

  it('takes a number for an account, and an audience in a list', async () => {
    assert.equal((await say({ sub: 523, aud: [harness.fake.clientId] })).status, 200);
    assert.equal(harness.told.logouts[0]?.subject, '523');
  });

  const wrong: Record<string, [object, string]> = {
    'another issuer': [{ iss: 'https://evil.test' }, 'lti/platform-unknown'],
    'another tool': [{ aud: 'somebody-else' }, 'lti/platform-unknown'],
    'no account': [{ sub: undefined }, 'lti/token-claims'],
    'no event': [{ events: {} }, 'lti/token-claims'],
    'an id_token': [{ nonce: 'n' }, 'lti/token-claims'],
    'one without an id': [{ jti: undefined }, 'lti/token-claims'],
    'one of yesterday': [{ iat: 1_000_000, exp: 9_999_999_999 }, 'lti/token-expired'],
    'one of tomorrow': [{ iat: 9_999_999_000, exp: 9_999_999_999 }, 'lti/token-not-yet'],
  };
  for (const [name, [change, code]] of Object.entries(wrong)) {
    it(`refuses ${name}`, async () => {
      const { status, text } = await say(change);
      assert.equal(status, 400);
      assert.equal((JSON.parse(text) as { error_description: string }).error_description, code);
      assert.deepEqual(harness.told.logouts, []);
    });
  }

  it('refuses what another signed, what is no token, and nothing', async () => {
    const evil = await startFakePlatform(() => harness.clock.now());
    const [header, payload] = (await harness.fake.sign(notice())).split('.');
    const forged = await evil.sign(notice(), 'some-kid');
    await evil.close();
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [
      forged,
      `${header}.${payload}.AAAA`,
      `${none}.${payload}.`,
      'x',
      '',
      'a'.repeat(50_000),
    ]) {
      assert.equal((await post(token)).status, 400);
    }
    assert.equal((await post()).status, 400);
    assert.deepEqual(harness.told.logouts, []);
  });

  it('is not taken from a platform that is off', async () => {
    for (const status of ['suspended', 'pending'] as const) {
      await changePlatform(harness, { status });
      const { text } = await say();
      const { error_description: code } = JSON.parse(text) as { error_description: string };
      assert.equal(code, `lti/platform-${status}`);
    }
    // Not even its keys were asked for.
    assert.equal(harness.fake.requests.length, 0);
    assert.deepEqual(harness.told.logouts, []);
  });
});
