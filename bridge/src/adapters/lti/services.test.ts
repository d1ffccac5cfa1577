import assert from 'node:assert/strict';
import { decodeJwt, createLocalJWKSet, jwtVerify } from 'jose';
import { settableClock } from '../../kernel/clock.ts';
import type { LtiProtocol, Platform } from '../../features/access/lti/ports.ts';
import { platformFor } from '../../../test/fake-platform/known.ts';
import { startFakePlatform, type FakePlatform } from '../../../test/fake-platform/platform.ts';
import { createLti } from './index.ts';
import { failsWith, memoryKeys, replay } from './testing.test.ts';

describe('services of a platform', () => {
  let fake: FakePlatform;
  let lti: LtiProtocol;
  let platform: Platform;
  const clock = settableClock();
  const asked = (path: string) => fake.requests.filter((request) => request.path === path);

  beforeEach(async () => {
    fake = await startFakePlatform(() => clock.now());
    lti = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
    platform = platformFor(fake);
  });
  afterEach(() => fake.close());

  describe('access tokens', () => {
    const members = () => lti.members(platform, `${fake.issuer}/members`);

    it('are asked for with a signed assertion and kept until they expire', async () => {
      await Promise.all([members(), members()]);
      assert.equal(asked('/token').length, 1);
      const form = new URLSearchParams(asked('/token')[0]!.body);
      const keys = createLocalJWKSet(await lti.publicKeys());
      const { payload } = await jwtVerify(form.get('client_assertion') ?? '', keys, {
        currentDate: new Date(clock.now()),
        audience: platform.tokenUrl,
        issuer: 'client-1',
      });
      assert.equal(payload.sub, 'client-1');
      clock.move(58 * 60_000);
      await members();
      assert.equal(asked('/token').length, 1);
      clock.move(2 * 60_000);
      await members();
      assert.equal(asked('/token').length, 2);
    });
    it('are asked for anew once when one is not taken', async () => {
      await members();
      let refusals = 1;
      const good = { body: JSON.stringify({ members: [] }) };
      fake.misbehave('/members', () => (refusals-- > 0 ? { status: 401, body: '{}' } : good));
      await members();
      assert.equal(asked('/token').length, 2);
      fake.misbehave('/members', () => ({ status: 401, body: '{}' }));
      await failsWith(members(), 'lti/platform-refused');
    });
    it('that are refused say why, even in invalid JSON', async () => {
      fake.misbehave('/token', () => replay('token_bad_kid', fake.issuer));
      await assert.rejects(members(), /"kid" invalid|kid" invalid/u);
      fake.misbehave('/token', () => replay('token_unknown_scope', fake.issuer));
      await assert.rejects(members(), /invalid_scope/u);
      fake.misbehave('/token', () => replay('token-jwks-blocked-private-ip', fake.issuer));
      await assert.rejects(members(), /cannot fetch our key set/u);
      await failsWith(members(), 'lti/platform-refused');
      fake.misbehave('/token', null);
      assert.equal((await members()).members.length, 1);
    });
    it('that are not tokens are told', async () => {
      fake.misbehave('/token', () => ({ body: '<html>' }));
      await failsWith(members(), 'lti/platform-bad-answer');
      fake.misbehave('/token', () => ({ body: '{"access_token":""}' }));
      await failsWith(members(), 'lti/platform-bad-answer');
    });
    it('never follow a redirect', async () => {
      fake.misbehave('/members', () => ({
        status: 302,
        headers: { location: '/other' },
        body: '',
      }));
      await failsWith(members(), 'lti/platform-bad-answer');
      assert.equal(asked('/other').length, 0);
    });
  });

  describe('our keys', () => {
    it('are made once, published without their private part, and rotate with two published', async () => {
      const [one, same] = await Promise.all([lti.publicKeys(), lti.publicKeys()]);
      assert.deepEqual(one, same);
      assert.equal(one.keys.length, 1);
      assert.deepEqual(Object.keys(one.keys[0]!).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
      await lti.rotateKeys();
      await lti.rotateKeys();
      const { keys } = await lti.publicKeys();
      assert.equal(keys.length, 2);
      assert.ok(!keys.some(({ kid }) => kid === one.keys[0]!.kid));
    });
    it('sign deep linking responses', async () => {
      const jwt = await lti.deepLinkingResponse({
        platform,
        deploymentId: '1',
        settings: {
          returnUrl: '',
          acceptTypes: [],
          acceptTargets: [],
          acceptMultiple: false,
          acceptLineItem: null,
          data: 'd',
        },
        items: [
          { title: '会议', url: 'https://meet.test/lti/launch', target: 'window' },
          { title: 'second', url: 'https://meet.test/lti/launch', target: 'iframe' },
        ],
      });
      await jwtVerify(jwt, createLocalJWKSet(await lti.publicKeys()), {
        currentDate: new Date(clock.now()),
      });
      const claims = decodeJwt(jwt);
      assert.equal(claims.aud, fake.issuer);
      assert.equal(claims['https://purl.imsglobal.org/spec/lti-dl/claim/data'], 'd');
      const items = claims[
        'https://purl.imsglobal.org/spec/lti-dl/claim/content_items'
      ] as unknown[];
      assert.equal(items.length, 1);
    });
  });
});
