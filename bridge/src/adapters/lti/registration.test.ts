import assert from 'node:assert/strict';
import { settableClock } from '../../kernel/clock.ts';
import type { NewPlatform } from '../../features/access/lti/ports.ts';
import { startFakePlatform, type FakePlatform } from '../../../test/fake-platform/platform.ts';
import { createLti } from './index.ts';
import { openidConfiguration, registrationBody } from './registration-shapes.ts';
import { failsWith, memoryKeys, recorded } from './testing.test.ts';

const tool = {
  loginUrl: 'https://meet.test/lti/login',
  launchUrl: 'https://meet.test/lti/launch',
  jwksUrl: 'https://meet.test/lti/jwks.json',
  targetLinkUri: 'https://meet.test/lti/launch',
  clientName: 'Campus Meet',
  description: 'Video meetings',
  iconUrl: 'https://meet.test/icons/icon.svg',
};

describe('dynamic registration', () => {
  let fake: FakePlatform;
  const clock = { now: () => Date.now() };
  let register: (configuration?: string, token?: string | null) => Promise<NewPlatform>;

  beforeEach(async () => {
    fake = await startFakePlatform(() => Date.now());
    const good = await fake.sign({ sub: 'x' });
    const lti = createLti({ keyStore: memoryKeys(), clock, allowLoopbackHttp: true });
    register = (configuration = `${fake.issuer}/config`, token = good) =>
      lti.register({ openidConfiguration: configuration, registrationToken: token, tool });
  });
  afterEach(() => fake.close());

  const serve = (change: Record<string, unknown>) => {
    const { issuer } = fake;
    const usual = {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      registration_endpoint: `${issuer}/register`,
    };
    fake.misbehave('/config', () => ({ body: JSON.stringify({ ...usual, ...change }) }));
  };

  it('registers', async () => {
    assert.deepEqual(await register(), {
      issuer: fake.issuer,
      clientId: 'client-1',
      deploymentIds: ['1'],
      authUrl: `${fake.issuer}/auth`,
      tokenUrl: `${fake.issuer}/token`,
      jwksUrl: `${fake.issuer}/jwks`,
      productFamily: 'moodle',
      name: new URL(fake.issuer).host,
      status: 'pending',
      audience: null,
      origins: [],
    });
  });

  it('keeps whom tokens are meant for, asks for rosters, groups and grades only, and says who we are', async () => {
    const audience = 'https://api.lms.test/auth/token';
    serve({ authorization_server: audience });
    assert.equal((await register()).audience, audience);
    const { body } = fake.requests.at(-1) ?? { body: '' };
    const sent = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual(
      String(sent['scope'])
        .split(' ')
        .map((scope) => scope.split('/').at(-1)),
      [
        'contextmembership.readonly',
        'contextgroup.readonly',
        'lineitem',
        'score',
        'result.readonly',
      ],
      'what is used',
    );
    assert.equal(sent['logo_uri'], tool.iconUrl);
    const ours = sent['https://purl.imsglobal.org/spec/lti-tool-configuration'] as object;
    assert.ok('description' in ours && ours.description === tool.description);
  });

  it('asks to be sent submission reviews where the platform has them', async () => {
    const platform = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
    const messages = async (offered: unknown) => {
      serve({ [platform]: { messages_supported: offered } });
      await register();
      const sent = JSON.parse(fake.requests.at(-1)?.body ?? '') as Record<string, unknown>;
      const ours = sent['https://purl.imsglobal.org/spec/lti-tool-configuration'];
      return (ours as { messages: { type: string }[] }).messages.map(({ type }) => type);
    };
    const usual = ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest'];
    const review = 'LtiSubmissionReviewRequest';
    assert.deepEqual(await messages([{ type: review }]), [...usual, review]);
    for (const odd of [undefined, [], 'all', [null, 5, { type: 7 }]]) {
      assert.deepEqual(await messages(odd), usual);
    }
  });

  it('bears odd optional values in the configuration and in the answer', async () => {
    const odd = { authorization_server: 5, scopes_supported: null };
    const platform = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
    for (const value of [[], null, { variables: null, product_family_code: 7 }]) {
      serve({ ...odd, [platform]: value });
      assert.equal((await register()).audience, null);
    }
    const claim = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
    for (const [answer, wanted] of [
      [{ client_id: 10, [claim]: { deployment_id: 3 } }, ['3']],
      [{ client_id: 'c', [claim]: [] }, 'any'],
      [{ client_id: 'c', [claim]: { deployment_id: null } }, 'any'],
    ] as const) {
      fake.misbehave('/register', () => ({ body: JSON.stringify(answer) }));
      assert.deepEqual((await register()).deploymentIds, wanted);
    }
  });

  it('sends what a real Moodle took', () => {
    const platform = openidConfiguration.parse(recorded('openid-configuration'));
    const ours = registrationBody(tool, platform);
    const { request } = recorded('dynamic-registration') as { request: Record<string, unknown> };
    for (const field of Object.keys(request).filter((name) => name !== 'logo_uri')) {
      assert.ok(field in ours, field);
      assert.equal(Array.isArray(ours[field]), Array.isArray(request[field]), field);
    }
    const claim = ours['https://purl.imsglobal.org/spec/lti-tool-configuration'] as Record<
      string,
      unknown
    >;
    assert.equal(claim['domain'], 'meet.test');
    assert.deepEqual(claim['custom_parameters'], {
      groups: '$Moodle.Person.userGroupIds',
      tz: '$Person.address.timezone',
      username: '$User.username',
    });
  });

  it('takes any deployment of a platform that tells none', async () => {
    fake.misbehave('/register', () => ({ body: '{"client_id":"c9"}' }));
    const platform = await register();
    assert.equal(platform.clientId, 'c9');
    assert.equal(platform.deploymentIds, 'any');
  });

  it('repeats the platform’s word of refusal, and no page', async () => {
    await assert.rejects(register(undefined, null), /HTTP 401: missing_registration_token/u);
    fake.misbehave('/register', () => ({ status: 404, body: '<!DOCTYPE html><p>Error' }));
    await assert.rejects(register(), /\(HTTP 404\)\.$/u);
    await failsWith(register(), 'lti/registration-failed');
    fake.misbehave('/register', () => ({ body: 'ok' }));
    await failsWith(register(), 'lti/registration-failed');
  });

  it('asks only safe addresses', async () => {
    const unsafe = [
      'file:///etc/passwd',
      'http://meet.example/config',
      'x',
      'https://u:p@meet.example/',
      'gopher://x',
    ];
    for (const address of unsafe) await failsWith(register(address), 'lti/registration-failed');
    const strict = createLti({
      keyStore: memoryKeys(),
      clock: settableClock(),
      allowLoopbackHttp: false,
    });
    await failsWith(
      strict.register({
        openidConfiguration: `${fake.issuer}/config`,
        registrationToken: null,
        tool,
      }),
      'lti/registration-failed',
    );
    assert.equal(fake.requests.length, 0);
  });

  it('takes any name below localhost for this machine, and none that only ends alike', async () => {
    const asked: string[] = [];
    const lti = createLti({
      keyStore: memoryKeys(),
      clock,
      allowLoopbackHttp: true,
      send: (url) => {
        asked.push(new URL(url).hostname);
        return Promise.resolve({ status: 404, headers: new Headers(), text: '' });
      },
    });
    for (const host of ['lms.localhost', 'notlocalhost', 'localhost.test', '127.0.0.1.test']) {
      const openidConfiguration = `http://${host}/config`;
      await failsWith(
        lti.register({ openidConfiguration, registrationToken: null, tool }),
        'lti/registration-failed',
      );
    }
    assert.deepEqual(asked, ['lms.localhost']);
  });

  it('refuses a configuration that speaks for another site', async () => {
    serve({ issuer: 'https://other.test' });
    await failsWith(register(), 'lti/registration-failed');
    serve({ registration_endpoint: 'http://127.0.0.1:1/register' });
    await failsWith(register(), 'lti/registration-failed');
    serve({ token_endpoint: 'http://10.0.0.1/token' });
    await failsWith(register(), 'lti/registration-failed');
  });

  it('reads no endless, redirected or absent configuration', async () => {
    fake.misbehave('/config', () => ({ body: ' '.repeat(300_000) }));
    await failsWith(register(), 'lti/platform-bad-answer');
    fake.misbehave('/config', () => ({ status: 302, headers: { location: '/jwks' }, body: '' }));
    await failsWith(register(), 'lti/platform-bad-answer');
    fake.misbehave('/config', () => ({ body: '{}' }));
    await failsWith(register(), 'lti/registration-failed');
    await fake.close();
    await failsWith(register(), 'lti/platform-unavailable');
  });
});
