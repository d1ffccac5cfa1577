import assert from 'node:assert/strict';
import { testSealing } from '../../../../test/bridge-settings.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { digest, newId, newSecret } from '../../../kernel/ids.ts';
import { useLogin } from './begin.ts';
import { createKeyStore } from './key-repository.ts';
import type { NewPlatform } from './launch.ts';
import type { Login } from './login.ts';
import { createLaunchRepository } from './repository.ts';

const now = 1_795_471_178_000;
const platform: NewPlatform = {
  issuer: 'https://portal.uni.test',
  clientId: 'AoF6GNNvU1aGl7T',
  deploymentIds: ['1', '2'],
  authUrl: 'https://portal.uni.test/auth',
  tokenUrl: 'https://portal.uni.test/token',
  jwksUrl: 'https://portal.uni.test/jwks',
  productFamily: 'moodle',
  name: '北京大学 🎓',
  status: 'active',
  audience: null,
  origins: ['https://services.uni.test'],
};
const registered = { how: 'link', by: null, at: now } as const;

forEachDatabase('launches in the database', (open) => {
  const withLogin = async () => {
    const db = await open();
    const repository = createLaunchRepository(db);
    const saved = await repository.savePlatform(platform, registered);
    const login: Login = {
      id: newId(),
      stateDigest: digest(newSecret()),
      nonceDigest: digest('n'),
      bindingDigest: digest('b'),
      platformId: saved.id,
      targetLinkUri: 'https://meet.test/lti/launch',
      loginHint: '学生 1',
      messageHint: null,
      storageTarget: '_parent',
      createdAt: now,
      expiresAt: now + 1000,
      usedAt: null,
    };
    await repository.addLogin(login);
    return { db, repository, login, saved };
  };

  it('keep a platform as it is, and one for each issuer and client id', async () => {
    const repository = createLaunchRepository(await open());
    const first = await repository.savePlatform(platform, registered);
    assert.deepEqual(first, { ...platform, id: first.id });
    const changed = { ...platform, deploymentIds: 'any', name: 'x', status: 'suspended' } as const;
    assert.deepEqual(await repository.savePlatform(changed, registered), {
      ...changed,
      id: first.id,
    });
    await repository.savePlatform({ ...platform, clientId: 'other' }, registered);
    assert.equal((await repository.platformsByIssuer(platform.issuer)).length, 2);
    assert.deepEqual(await repository.platformsByIssuer('https://PORTAL.uni.test'), []);
    assert.deepEqual(await repository.platformById(first.id), { ...changed, id: first.id });
    assert.equal(await repository.platformById(newId()), null);
  });

  it('let a state be used once, by one of many at a time', async () => {
    const { repository, login } = await withLogin();
    assert.deepEqual(await repository.loginByState(login.stateDigest), login);
    const attempts = [1, 2, 3, 4, 5].map(() =>
      repository.use('lti_logins', login.stateDigest, now + 1),
    );
    assert.deepEqual((await Promise.all(attempts)).sort(), [false, false, false, false, true]);
    assert.equal((await repository.loginByState(login.stateDigest))?.usedAt, now + 1);
    await repository.release('lti_logins', login.stateDigest);
    assert.equal(await repository.use('lti_logins', login.stateDigest, now + 1000), false);
  });

  it('refuse a state to the second of two requests that both saw it unused', async () => {
    const { repository, login } = await withLogin();
    const ports = { repository, clock: { now: () => now } };
    const outcomes = await Promise.allSettled([useLogin(login, ports), useLogin(login, ports)]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(useLogin(login, ports), (error) => isFailure(error, 'lti/state-used'));
  });

  it('keep keys, newest first', async () => {
    const store = createKeyStore(await open(), testSealing);
    const key = (kid: string, createdAt: number) => ({
      kid,
      createdAt,
      publicJwk: { kty: 'RSA', n: '1' },
      privateJwk: { kty: 'RSA', n: '1', d: '2' },
    });
    for (const [index, kid] of ['a', 'b', 'c'].entries()) await store.add(key(kid, now + index));
    assert.deepEqual(await store.list(), [key('c', now + 2), key('b', now + 1), key('a', now)]);
    await store.keepOnly(['c', 'b']);
    assert.deepEqual(
      (await store.list()).map(({ kid }) => kid),
      ['c', 'b'],
    );
  });
});
