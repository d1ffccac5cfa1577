import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { beginAt, Browser, codeOf } from '../../../../test/lti-browser.ts';
import { formFor } from './harness.test.ts';
import { startHarness, type Harness } from './harness.test.ts';

forEachDatabase('LTI registration', (open) => {
  let harness: Harness;
  let browser: Browser;
  beforeEach(async () => {
    harness = await startHarness(await open(), true);
    browser = new Browser();
  });
  afterEach(() => harness.close());
  const post = (form: Record<string, string>, from = browser) =>
    from.ask(`${harness.root}/lti/launch`, form);

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
    assert.equal((await harness.ltiLaunches.platforms()).length, 1);
    assert.equal((await post(await formFor(harness, browser))).status, 303);
    harness.clock.move(Date.now() - harness.clock.now());
    const roster = await harness.ltiLaunches.nrpsMembers(
      harness.platformId,
      `${harness.fake.issuer}/members`,
    );
    assert.deepEqual(
      roster.members.map(({ name }) => name),
      ['Tom & Jerry'],
    );
  });
  it('takes a platform that nobody approved for none, and takes over none that is there', async () => {
    harness.fake.clientId = 'client-2';
    const page = await ask('/lti/register');
    assert.equal(page.status, 200);
    assert.match(page.text, /approve/u);
    const of = async (client: string) =>
      (await harness.ltiLaunches.platforms()).find(({ clientId }) => clientId === client);
    const newcomer = await of('client-2');
    assert.equal(newcomer?.status, 'pending');
    assert.equal(codeOf(await beginAt(harness, browser)), 'lti/platform-pending');
    const asking = harness.ltiLaunches.nrpsMembers(newcomer.id, `${harness.fake.issuer}/members`);
    await assert.rejects(asking, { code: 'lti/platform-pending' });
    // The first one is as it was, also for who now speaks for the same site.
    harness.fake.clientId = 'client-1';
    harness.fake.misbehave('/config', () => ({
      body: JSON.stringify({
        issuer: harness.fake.issuer,
        authorization_endpoint: `${harness.fake.issuer}/auth`,
        token_endpoint: `${harness.fake.issuer}/token`,
        jwks_uri: `${harness.fake.issuer}/~student/jwks`,
        registration_endpoint: `${harness.fake.issuer}/register`,
      }),
    }));
    assert.equal(codeOf(await ask('/lti/register')), 'lti/registration-failed');
    assert.equal((await of('client-1'))?.jwksUrl, `${harness.fake.issuer}/jwks`);
    assert.equal((await post(await formFor(harness, browser))).status, 303);
  });
  it('takes a code once, of two who come at the same moment', async () => {
    const closed = await startHarness(await open());
    try {
      const address = await closed.ltiLaunches.openRegistration(60_000);
      harness.fake.clientId = 'client-2';
      const both = await Promise.all([ask(address), ask(address)]);
      const codes = both.map((page) => codeOf(page) ?? 'ok').sort();
      assert.deepEqual(codes, ['lti/registration-closed', 'ok']);
      assert.equal((await closed.ltiLaunches.platforms()).length, 2);
    } finally {
      await closed.close();
    }
  });
  it('needs a code where it is not open, good for one platform', async () => {
    const closed = await startHarness(await open());
    try {
      assert.equal(codeOf(await ask('/lti/register', closed.root)), 'lti/registration-closed');
      const address = await closed.ltiLaunches.openRegistration(60_000);
      harness.fake.misbehave('/register', () => ({ status: 401, body: 'token_already_used' }));
      const failed = await ask(address);
      assert.equal(codeOf(failed), 'lti/registration-failed');
      assert.match(failed.text, /token_already_used/u);
      harness.fake.misbehave('/register', null);
      assert.equal((await ask(address)).status, 200);
      assert.equal((await closed.ltiLaunches.platforms()).length, 2);
      assert.equal(codeOf(await ask(address)), 'lti/registration-closed');
      assert.equal(
        codeOf(await ask('/lti/register/nonsense', closed.root)),
        'lti/registration-closed',
      );
      const late = await closed.ltiLaunches.openRegistration(60_000);
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
      harness.ltiLaunches.registerPlatform(details),
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
