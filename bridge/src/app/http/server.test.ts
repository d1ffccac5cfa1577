import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import type { Server } from 'node:http';
import pino from 'pino';
import { z } from 'zod';
import { endpoint, problem, text, type Problem } from '../../kernel/contract.ts';
import { Failure } from '../../kernel/failure.ts';
import { route } from '../../kernel/route.ts';
import { createLimits } from './limits.ts';
import { createBridgeServer } from './server.ts';

const rename = endpoint({
  id: 'rename',
  summary: 'Renames a thing.',
  method: 'POST',
  path: '/api/things/:thingId',
  who: 'person',
  params: z.strictObject({ thingId: z.uuid() }),
  body: z.strictObject({ name: text(20), size: z.int().optional() }),
  reply: z.object({ name: z.string() }),
});
const broken = endpoint({
  id: 'broken',
  summary: 'Breaks.',
  method: 'GET',
  path: '/api/broken',
  who: 'anyone',
  reply: z.object({}),
});

const origin = 'https://meet.uni.test';
const thing = '/api/things/11111111-1111-4111-8111-111111111111';

describe('the HTTP server', () => {
  let server: Server;
  let base: string;

  before(async () => {
    server = createBridgeServer({
      requireChanges: () => undefined,
      routes: [
        route(rename, 'write', ({ body }) => Promise.resolve({ name: body.name })),
        route(broken, 'read', () => Promise.reject(new Error('secret detail of the inside'))),
      ],
      pages: [],
      authenticate: (token) =>
        token === 'good-token'
          ? Promise.resolve({
              sessionId: 's',
              kind: 'person' as const,
              personId: 'p',
              courseId: null,
            })
          : Promise.reject(new Failure('session/expired')),
      takeFromRateLimit: createLimits(0.1),
      origin,
      trustedProxies: 0,
      log: pino({ level: 'silent' }),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(base + thing, {
      method: 'POST',
      body,
      headers: {
        Authorization: 'Bearer good-token',
        'Content-Type': 'application/json',
        ...headers,
      },
    });
  const refusal = async (answer: Response): Promise<Problem> => {
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    const parsed = problem.parse(await answer.json());
    assert.equal(parsed.requestId, answer.headers.get('x-request-id'));
    return parsed;
  };

  it('takes good input and keeps markup as text', async () => {
    const answer = await post(JSON.stringify({ name: '  <b>王芳</b> 🎓 ' }));
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { name: '<b>王芳</b> 🎓' });
  });

  it('names every flaw of bad input: field and sentence', async () => {
    const answer = await post(JSON.stringify({ name: 'x'.repeat(21), size: '3', extra: 1 }));
    const { code, flaws } = await refusal(answer);
    assert.equal(code, 'request/invalid');
    assert.deepEqual(flaws?.map(({ field }) => field).sort(), ['body', 'body.name', 'body.size']);
  });

  it('refuses control characters and emptiness', async () => {
    for (const name of ['a\u0000b', '   ', 'bell\u0007']) {
      assert.equal((await refusal(await post(JSON.stringify({ name })))).code, 'request/invalid');
    }
  });

  it('refuses what is not JSON, too large, or at a wrong address', async () => {
    assert.equal((await refusal(await post('{"name":'))).code, 'request/not-json');
    assert.equal((await refusal(await post('x'.repeat(70_000)))).code, 'request/too-large');
    const elsewhere = await fetch(`${base}/api/nothing`);
    assert.equal((await refusal(elsewhere)).code, 'request/not-found');
    const get = await fetch(base + thing);
    assert.equal((await refusal(get)).code, 'request/wrong-method');
  });

  it('gives up on a body that does not come', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      `POST ${thing} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good-token\r\nContent-Length: 100\r\n\r\n{`,
    );
    const answer = await new Promise<string>((resolve) => {
      socket.on('data', (data) => resolve(data.toString()));
    });
    socket.destroy();
    assert.match(answer, /^HTTP\/1\.1 408 /u);
  });

  it('wants a session, and a good one', async () => {
    assert.equal((await refusal(await post('{}', { Authorization: '' }))).code, 'session/missing');
    const stale = await post('{}', { Authorization: 'Bearer stale' });
    assert.equal((await refusal(stale)).code, 'session/expired');
  });

  it('refuses writes from foreign pages', async () => {
    const answer = await post('{"name":"x"}', { Origin: 'https://evil.test' });
    assert.equal((await refusal(answer)).code, 'request/wrong-origin');
    assert.equal((await post('{"name":"x"}', { Origin: origin })).status, 200);
  });

  it('shows no inside of what went wrong unexpectedly', async () => {
    const answer = await fetch(`${base}/api/broken`);
    const body = await answer.text();
    assert.equal(answer.status, 500);
    assert.doesNotMatch(body, /secret detail|at .*\.ts/u);
    assert.match(body, /"internal"/u);
  });

  it('says when to come again when a budget is used up', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('{"name":"x"}')));
    const refused = answers.find(({ status }) => status === 429);
    assert.ok(refused);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
  });

  it('sends strict headers with every answer', async () => {
    const { headers } = await fetch(`${base}/api/nothing`);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/u);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  it('describes itself by OpenAPI, from the contracts', async () => {
    const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; security?: unknown }>>;
    };
    assert.equal(document.openapi, '3.1.0');
    const operation = document.paths['/api/things/{thingId}']?.['post'];
    assert.equal(operation?.operationId, 'rename');
    assert.deepEqual(operation.security, [{ session: [] }]);
  });
});
