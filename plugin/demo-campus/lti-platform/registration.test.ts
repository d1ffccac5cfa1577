import assert from 'node:assert/strict';
import { formIn, recorded, startTrial, structure, type Trial } from './trial.ts';
import { claims } from './vocabulary.ts';

interface Recording {
  request: Record<string, unknown>;
  response: Record<string, unknown>;
}
type Errors = Record<string, { status: number; body: string; ct?: string }>;

describe('dynamic registration', () => {
  let trial: Trial;
  let admin: string;
  const { request, response: real } = recorded('dynamic-registration') as Recording;
  const errors = recorded('dynamic-registration-errors') as Errors;
  before(async () => {
    trial = await startTrial();
    admin = await trial.signIn('admin');
  });
  after(() => trial.stop());

  const sesskeyOf = async (cookie: string) =>
    formIn(await (await trial.visit('/my/', { cookie })).text()).fields['sesskey'] ?? '';

  /** Where the administrator's browser is sent when a tool's address is entered. */
  async function begin(cookie = admin): Promise<Response> {
    const query = new URLSearchParams({
      url: 'http://127.0.0.1:9090/register?a=1',
      sesskey: await sesskeyOf(cookie),
    });
    return trial.visit(`/mod/lti/startltiadvregistration.php?${query.toString()}`, { cookie });
  }

  async function tokenOf(): Promise<string> {
    const to = new URL((await begin()).headers.get('location') ?? '');
    return to.searchParams.get('registration_token') ?? '';
  }

  async function register(token: string | null, change: object = {}) {
    const answer = await fetch(`${trial.origin}/mod/lti/openid-registration.php`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ ...request, ...change }),
    });
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      text: await answer.text(),
    };
  }

  it('describes the platform as a real Moodle does', async () => {
    const configuration = (await (
      await trial.visit('/mod/lti/openid-configuration.php')
    ).json()) as object;
    assert.deepEqual(structure(configuration), structure(recorded('openid-configuration')));
    const keys: unknown = await (await trial.visit('/mod/lti/certs.php')).json();
    assert.deepEqual(structure(keys), structure(recorded('certs')));
  });

  it('sends the administrator to the tool with configuration and token', async () => {
    const answer = await begin();
    const to = new URL(answer.headers.get('location') ?? '');
    assert.equal(answer.status, 303);
    assert.equal(to.searchParams.get('a'), '1');
    assert.equal(
      to.searchParams.get('openid_configuration'),
      `${trial.origin}/mod/lti/openid-configuration.php`,
    );
    assert.ok(to.searchParams.get('registration_token'));
    assert.equal((await begin(await trial.signIn('t0001'))).status, 404);
  });

  it('registers as recorded, pending until it is activated', async () => {
    const token = await tokenOf();
    const answer = await register(token);
    const body = JSON.parse(answer.text) as Record<string, unknown>;
    assert.equal(answer.status, 200);
    assert.deepEqual(structure(body), structure(real));
    const scopesOf = (text: unknown) => String(text).split(' ').toSorted();
    assert.deepEqual(scopesOf(body['scope']), scopesOf(real['scope']));
    const id = Number((body[claims.toolConfiguration] as { deployment_id: string }).deployment_id);
    assert.equal(trial.platform.tools.get(id)?.state, 'pending');

    const form = { action: 'activate', tool: String(id), sesskey: await sesskeyOf(admin) };
    await trial.visit('/mod/lti/toolconfigure.php', {
      cookie: admin,
      form: { ...form, sesskey: 'wrong' },
    });
    assert.equal(trial.platform.tools.get(id)?.state, 'pending');
    await trial.visit('/mod/lti/toolconfigure.php', { cookie: admin, form });
    assert.equal(trial.platform.tools.get(id)?.state, 'active');

    const again = await register(token);
    assert.deepEqual([again.status, again.text], [errors['reuse']?.status, errors['reuse']?.body]);
  });

  it('refuses as recorded', async () => {
    const none = await register(null);
    assert.deepEqual(
      [none.status, none.text, none.type],
      [errors['notoken']?.status, errors['notoken']?.body, errors['notoken']?.ct],
    );
    const bad = await register('x.y.z');
    assert.equal(bad.status, errors['badtoken']?.status);
    assert.match(bad.text, /<!DOCTYPE html>/);
    const text = await register(await tokenOf(), { redirect_uris: 'http://127.0.0.1:9090/launch' });
    assert.deepEqual([text.status, text.text], [400, errors['redirect_uris_string']?.body]);
    const configuration = {
      ...(request[claims.toolConfiguration] as object),
      domain: 'elsewhere.test',
    };
    const mismatch = await register(await tokenOf(), { [claims.toolConfiguration]: configuration });
    assert.deepEqual([mismatch.status, mismatch.text], [400, errors['domain_mismatch']?.body]);
  });

  it('registers by hand, and says which field is wrong', async () => {
    const sesskey = await sesskeyOf(admin);
    const form = {
      action: 'add',
      sesskey,
      name: 'By hand',
      toolUrl: 'https://tool.test/launch',
      loginUrl: 'https://tool.test/login',
      redirectUris: 'https://tool.test/launch\nhttps://tool.test/deep',
      jwksUrl: 'https://tool.test/jwks',
    };
    const refused = await trial.visit('/mod/lti/toolconfigure.php', {
      cookie: admin,
      form: { ...form, jwksUrl: 'jwks' },
    });
    assert.match(await refused.text(), /role="alert"/);
    await trial.visit('/mod/lti/toolconfigure.php', { cookie: admin, form });
    const tool = [...trial.platform.tools.values()].find((each) => each.name === 'By hand');
    assert.deepEqual(tool?.redirectUris, ['https://tool.test/launch', 'https://tool.test/deep']);
    const page = await (await trial.visit('/mod/lti/toolconfigure.php', { cookie: admin })).text();
    assert.ok(page.includes(tool.clientId));
  });

  it('is for the administrator only', async () => {
    const cookie = await trial.signIn('t0001');
    assert.equal((await trial.visit('/mod/lti/toolconfigure.php', { cookie })).status, 404);
  });
});
