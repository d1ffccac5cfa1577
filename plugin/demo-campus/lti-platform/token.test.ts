import assert from 'node:assert/strict';
import { recorded, startTrial, structure, tokenForm, type Trial } from './trial.ts';
import { createToolKeys, KeysUnavailable } from './tool-keys.ts';
import { scopes } from './vocabulary.ts';

interface Recording {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

const everything: string = scopes.memberships;

describe('token.php', () => {
  let trial: Trial;
  before(async () => {
    trial = await startTrial();
  });
  after(() => trial.stop());

  const claims = (change: object = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const { clientId } = trial.tool;
    return {
      iss: clientId,
      sub: clientId,
      aud: `${trial.origin}/mod/lti/token.php`,
      iat: now,
      exp: now + 60,
      ...change,
    };
  };

  async function ask(assertion: string, { scope = everything, without = '' } = {}) {
    const form = tokenForm(assertion, scope);
    const kept = Object.fromEntries(Object.entries(form).filter(([name]) => name !== without));
    const answer = await trial.visit('/mod/lti/token.php', { form: kept });
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      text: await answer.text(),
    };
  }

  function assertLike(answer: Awaited<ReturnType<typeof ask>>, name: string): void {
    const real = recorded(`services/${name}`) as Recording;
    assert.equal(answer.status, real.status);
    assert.equal(answer.type, real.headers['content-type']);
    if (typeof real.body === 'string') assert.equal(answer.text, real.body);
    else assert.deepEqual(structure(JSON.parse(answer.text)), structure(real.body));
  }

  it('grants, with JSON that calls itself HTML', async () => {
    assertLike(await ask(await trial.tool.sign(claims())), 'token_ok');
  });

  it('looks at neither audience, issuer nor reuse of the assertion', async () => {
    const assertion = await trial.tool.sign(
      claims({ aud: 'https://elsewhere', iss: 'nope', jti: 'same' }),
    );
    assertLike(await ask(assertion), 'token_ok');
    assertLike(await ask(assertion), 'token_ok');
  });

  it('drops unknown scopes', async () => {
    const answer = await ask(await trial.tool.sign(claims()), {
      scope: `${scopes.memberships} https://x/y`,
    });
    assertLike(answer, 'token_partial_scope');
    assert.equal((JSON.parse(answer.text) as { scope: string }).scope, scopes.memberships);
  });

  it('refuses when no scope is left, when the grant is missing, and when it has expired', async () => {
    assertLike(
      await ask(await trial.tool.sign(claims()), { scope: 'https://x/y' }),
      'token_unknown_scope',
    );
    assertLike(
      await ask(await trial.tool.sign(claims()), { without: 'grant_type' }),
      'token_no_grant',
    );
    const expired = await ask(await trial.tool.sign(claims({ exp: 1_700_000_000 })));
    assertLike(expired, 'token_expired');
    assert.equal((JSON.parse(expired.text) as { error: string }).error, 'Expired token');
  });

  it('answers an unknown key id with invalid JSON', async () => {
    const answer = await ask(await trial.tool.sign(claims(), 'other'));
    assertLike(answer, 'token_bad_kid');
    assert.throws(() => JSON.parse(answer.text) as unknown);
  });

  it('refuses a signature by another key and an unknown client', async () => {
    const forged = (await trial.tool.sign(claims())).replace(/\.[^.]+$/, `.${'A'.repeat(342)}`);
    assert.match((await ask(forged)).text, /Signature verification failed/);
    assert.match(
      (await ask(await trial.tool.sign(claims({ sub: 'nobody' })))).text,
      /invalid_client/,
    );
    assert.match((await ask('no-jwt')).text, /invalid_request/);
  });

  it('cannot fetch keys from blocked hosts', async () => {
    const tool = trial.platform.tools.get(1)!;
    const keys = createToolKeys(['127.0.0.1']);
    await assert.rejects(keys.verify(tool, await trial.tool.sign(claims())), KeysUnavailable);
  });

  it('answers 404 with a page when the key set is away', async () => {
    const tool = trial.platform.tools.get(1)!;
    const { jwksUrl } = tool;
    trial.platform.tools.set(2, {
      ...tool,
      id: 2,
      clientId: 'away',
      jwksUrl: `${trial.tool.origin.replace(/\d+$/, '1')}/jwks`,
    });
    const answer = await ask(await trial.tool.sign(claims({ sub: 'away' })));
    assert.equal(jwksUrl, tool.jwksUrl);
    assert.equal(answer.status, 404);
    assert.match(answer.text, /<html/);
  });
});
