import assert from 'node:assert/strict';
import { decodeJwt, createLocalJWKSet, jwtVerify } from 'jose';
import { aFakePlatform, failsWith, replay } from './testing.test.ts';

describe('services of a platform', () => {
  const on = aFakePlatform();
  const { clock, asked } = on;

  describe('access tokens', () => {
    const members = () => on.lti.members(on.platform, `${on.fake.issuer}/members`);

    it('are asked for with a signed assertion and kept until they expire', async () => {
      await Promise.all([members(), members()]);
      assert.equal(asked('/token').length, 1);
      const form = new URLSearchParams(asked('/token')[0]!.body);
      const keys = createLocalJWKSet(await on.lti.publicKeys());
      const { payload } = await jwtVerify(form.get('client_assertion') ?? '', keys, {
        currentDate: new Date(clock.now()),
        audience: on.platform.tokenUrl,
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
      on.fake.misbehave('/members', () => (refusals-- > 0 ? { status: 401, body: '{}' } : good));
      await members();
      assert.equal(asked('/token').length, 2);
      on.fake.misbehave('/members', () => ({ status: 401, body: '{}' }));
      await failsWith(members(), 'lti/platform-refused');
    });
    it('that are refused say why, even in invalid JSON', async () => {
      on.fake.misbehave('/token', () => replay('token_bad_kid', on.fake.issuer));
      await assert.rejects(members(), /"kid" invalid|kid" invalid/u);
      on.fake.misbehave('/token', () => replay('token_unknown_scope', on.fake.issuer));
      await assert.rejects(members(), /invalid_scope/u);
      on.fake.misbehave('/token', () => replay('token-jwks-blocked-private-ip', on.fake.issuer));
      await assert.rejects(members(), /cannot fetch our key set/u);
      await failsWith(members(), 'lti/platform-refused');
      on.fake.misbehave('/token', null);
      assert.equal((await members()).members.length, 1);
    });
    it('that are not tokens are told', async () => {
      on.fake.misbehave('/token', () => ({ body: '<html>' }));
      await failsWith(members(), 'lti/platform-bad-answer');
      on.fake.misbehave('/token', () => ({ body: '{"access_token":""}' }));
      await failsWith(members(), 'lti/platform-bad-answer');
    });
    it('never follow a redirect', async () => {
      on.fake.misbehave('/members', () => ({
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
      const [one, same] = await Promise.all([on.lti.publicKeys(), on.lti.publicKeys()]);
      assert.deepEqual(one, same);
      assert.equal(one.keys.length, 1);
      assert.deepEqual(Object.keys(one.keys[0]!).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
      await on.lti.rotateKeys();
      await on.lti.rotateKeys();
      const { keys } = await on.lti.publicKeys();
      assert.equal(keys.length, 2);
      assert.ok(!keys.some(({ kid }) => kid === one.keys[0]!.kid));
    });
    it('sign deep linking responses', async () => {
      const jwt = await on.lti.deepLinkingResponse({
        platform: on.platform,
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
      await jwtVerify(jwt, createLocalJWKSet(await on.lti.publicKeys()), {
        currentDate: new Date(clock.now()),
      });
      const claims = decodeJwt(jwt);
      assert.equal(claims.aud, on.fake.issuer);
      assert.equal(claims['https://purl.imsglobal.org/spec/lti-dl/claim/data'], 'd');
      const items = claims[
        'https://purl.imsglobal.org/spec/lti-dl/claim/content_items'
      ] as unknown[];
      assert.equal(items.length, 1);
    });
  });
});
