import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { settableClock } from '../../kernel/clock.ts';
import { digest } from '../../kernel/ids.ts';
import { platformFor } from '../../../test/fake-platform/known.ts';
import { startFakePlatform, type FakePlatform } from '../../../test/fake-platform/platform.ts';
import { createLti } from './index.ts';
import { failsWith, memoryKeys } from './testing.test.ts';

describe('id_token', () => {
  let fake: FakePlatform;
  let clock: ReturnType<typeof settableClock>;
  const authUrl = () =>
    `${fake.issuer}/auth?nonce=n1&state=s&login_hint=523&redirect_uri=https%3A%2F%2Fmeet.test%2Flti%2Flaunch`;
  const token = async (change: Record<string, unknown> = {}) =>
    (await fake.authenticate(authUrl(), change))['id_token'] ?? '';
  let verify: (idToken: string) => Promise<unknown>;

  beforeEach(async () => {
    clock = settableClock();
    fake = await startFakePlatform(() => clock.now());
    const lti = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
    verify = (idToken) =>
      lti.verifyLaunch(idToken, { platform: platformFor(fake), nonceDigest: digest('n1') });
  });
  afterEach(() => fake.close());

  it('takes a good one', async () => {
    const claims = (await verify(await token())) as { person: { subject: string; name: string } };
    assert.equal(claims.person.subject, '523');
    assert.equal(claims.person.name, '林芳');
  });

  const deployment = 'https://purl.imsglobal.org/spec/lti/claim/deployment_id';
  const defects = [
    ['issuer', { iss: 'https://other.test' }, 'lti/token-issuer'],
    ['audience', { aud: 'client-2' }, 'lti/token-audience'],
    ['audiences without azp', { aud: ['client-1', 'client-2'] }, 'lti/token-audience'],
    ['foreign azp', { aud: ['client-1', 'x'], azp: 'x' }, 'lti/token-audience'],
    ['foreign azp with one audience', { azp: 'x' }, 'lti/token-audience'],
    ['nonce', { nonce: 'n2' }, 'lti/token-nonce'],
    ['deployment', { [deployment]: '7' }, 'lti/token-deployment'],
    ['no deployment', { [deployment]: undefined }, 'lti/token-claims'],
    ['no expiry', { exp: undefined }, 'lti/token-claims'],
    ['no subject', { sub: undefined }, 'lti/token-claims'],
    ['text as time', { exp: 'tomorrow' }, 'lti/token-claims'],
  ] as const;
  for (const [what, change, code] of defects) {
    it(`refuses: ${what}`, async () => failsWith(verify(await token(change)), code));
  }

  it('takes several audiences with us as the authorized party', async () => {
    await verify(await token({ aud: ['client-1', 'x'], azp: 'client-1' }));
  });

  it('allows 30 s of skew and no more', async () => {
    const early = await token();
    clock.move(60_000 + 29_000);
    await verify(early);
    clock.move(2000);
    await failsWith(verify(early), 'lti/token-expired');
    const now = Math.floor(clock.now() / 1000);
    await verify(await token({ iat: now + 29, exp: now + 90 }));
    await failsWith(verify(await token({ iat: now + 32, exp: now + 90 })), 'lti/token-not-yet');
    await failsWith(verify(await token({ nbf: now + 32 })), 'lti/token-not-yet');
  });

  it('refuses what is not a token', async () => {
    for (const junk of ['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e']) {
      await failsWith(verify(junk), 'lti/token-malformed');
    }
  });

  it('refuses a changed payload', async () => {
    const [head, payload = '', signature] = (await token()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: '1' })).toString('base64url');
    await failsWith(verify(`${head}.${changed}.${signature}`), 'lti/token-signature');
  });

  it('refuses alg none and HS256 with the public key as secret', async () => {
    const [, payload] = (await token()).split('.');
    const headed = (header: object) =>
      `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
    await failsWith(verify(`${headed({ alg: 'none' })}.`), 'lti/token-signature');
    const jwks = await (await fetch(`${fake.issuer}/jwks`)).text();
    const forged = headed({ alg: 'HS256' });
    const signature = createHmac('sha256', jwks).update(forged).digest('base64url');
    await failsWith(verify(`${forged}.${signature}`), 'lti/token-signature');
  });

  it('tells a platform that is away from a wrong signature', async () => {
    const good = await token();
    fake.misbehave('/jwks', () => ({ status: 503, body: 'busy' }));
    await failsWith(verify(good), 'lti/platform-unavailable');
    fake.misbehave('/jwks', null);
    clock.move(30_000);
    await verify(good);
  });

  it('tells a page in the place of the keys', async () => {
    fake.misbehave('/jwks', () => ({ body: '<!DOCTYPE html>' }));
    await failsWith(verify(await token()), 'lti/platform-bad-answer');
  });

  it('goes on with keys that it knows while the platform is away, for a day', async () => {
    await verify(await token());
    fake.misbehave('/jwks', () => ({ status: 503, body: '' }));
    clock.move(2 * 60 * 60_000);
    await verify(await token());
    clock.move(23 * 60 * 60_000);
    await failsWith(verify(await token()), 'lti/platform-unavailable');
  });

  it('fetches the keys again for a new kid, at most every 30 s', async () => {
    const fetched = () => fake.requests.filter(({ path }) => path === '/jwks').length;
    await verify(await token());
    assert.equal(fetched(), 1);
    await fake.rotate();
    await failsWith(verify(await token()), 'lti/token-signature');
    assert.equal(fetched(), 1);
    clock.move(30_000);
    await verify(await token());
    assert.equal(fetched(), 2);
    const unknown = await fake.sign({}, 'no-such-kid');
    await Promise.all([1, 2, 3].map(() => failsWith(verify(unknown), 'lti/token-signature')));
    assert.equal(fetched(), 2);
  });
});
