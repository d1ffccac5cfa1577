import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getMeeting, startCourseMeeting } from '../../bridge/src/features/meetings/contract.ts';
import { createCall } from '../src/adapters/bridge/call.ts';
import { createSend } from '../src/adapters/bridge/http.ts';
import { createSessions } from '../src/adapters/bridge/sessions.ts';
import { aMeeting, courseId, meetingId } from '../scenes/people.ts';
import { sceneMemory } from '../scenes/world.ts';
import { memoryKey, session, successor } from './opened-session.ts';

type Answer = (request: IncomingMessage, body: unknown) => { status: number; body: unknown };

const problem = (code: string, status: number) => ({
  status,
  body: { type: 'about:blank', title: code, status, code, requestId: 'r-1', retryAfter: 9 },
});

describe('the bridge adapter, over HTTP', () => {
  let server: Server;
  let base: string;
  let seen: { method: string; url: string; token: string | undefined; body: unknown }[];
  let answer: Answer;

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const body: unknown = text === '' ? null : JSON.parse(text);
        const { method = '', url = '', headers } = request;
        seen.push({ method, url, token: headers.authorization, body });
        const reply = answer(request, body);
        response.writeHead(reply.status, { 'content-type': 'application/json' });
        response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => (seen = []));

  const aBridge = (entries: Record<string, string> = {}) => {
    const memory = sceneMemory(entries);
    const send = createSend((input, init) => fetch(base + (input as string), init));
    const sessions = createSessions(send, memory);
    return { sessions, memory, call: createCall(send, sessions) };
  };
  const opened = async () => {
    answer = () => ({ status: 200, body: session('first-token-first-token') });
    const bridge = aBridge();
    await bridge.sessions.open('t'.repeat(43));
    return bridge;
  };

  it('opens a session with a ticket and calls with its token', async () => {
    const { call, memory } = await opened();
    answer = () => ({ status: 200, body: aMeeting('en') });
    const meeting = await call(startCourseMeeting, {
      params: { courseId },
      body: { another: true },
    });
    assert.equal(meeting.id, meetingId);
    assert.equal(memory.read(memoryKey), meetingId);
    assert.deepEqual(seen.at(-1), {
      method: 'POST',
      url: `/api/courses/${courseId}/meetings`,
      token: 'Bearer first-token-first-token',
      body: { another: true },
    });
  });

  it('renews a refused token once, however many calls are under way, and repeats them', async () => {
    const { call } = await opened();
    answer = (request) => {
      if (request.url?.endsWith('/refresh')) return { status: 200, body: session('second') };
      const fresh = request.headers.authorization === 'Bearer second';
      return fresh ? { status: 200, body: aMeeting('en') } : problem('session/expired', 401);
    };
    const both = [1, 2].map(() => call(getMeeting, { params: { meetingId } }));
    assert.equal((await Promise.all(both)).length, 2);
    assert.equal(seen.filter(({ url }) => url.endsWith('/refresh')).length, 1);
  });

  it('renews before a token runs out', async () => {
    answer = () => ({ status: 200, body: session('short', 2_000) });
    const { call, sessions } = aBridge();
    await sessions.open('t'.repeat(43));
    answer = (request) =>
      request.url?.endsWith('/refresh')
        ? { status: 200, body: session('long') }
        : { status: 200, body: aMeeting('en') };
    await call(getMeeting, { params: { meetingId } });
    assert.equal(seen.at(-1)?.token, 'Bearer long');
  });

  it('tells that the session is lost when the renewal is refused, and forgets it', async () => {
    const { call, sessions, memory } = await opened();
    const lost: string[] = [];
    sessions.onLost((code) => lost.push(code));
    answer = (request) =>
      request.url?.endsWith('/refresh')
        ? problem('session/refresh-reused', 401)
        : problem('session/expired', 401);
    await assert.rejects(call(getMeeting, { params: { meetingId } }), {
      code: 'session/refresh-reused',
    });
    assert.deepEqual(lost, ['session/refresh-reused']);
    assert.equal(memory.read(memoryKey), null);
    await assert.rejects(call(getMeeting, { params: { meetingId } }), { code: 'session/missing' });
  });

  it('keeps a session that took another’s place, whatever is said of the old one afterwards', async () => {
    for (const refused of ['call', 'renewal'] as const) {
      const { call, sessions, memory } = await opened();
      const lost: string[] = [];
      sessions.onLost((code) => lost.push(code));
      answer = (request) => {
        // It is connected while the request is under way.
        sessions.adopt(successor());
        if (request.url?.endsWith('/refresh')) return problem('session/ended', 401);
        return problem(refused === 'call' ? 'session/ended' : 'session/expired', 401);
      };
      await (refused === 'call'
        ? assert.rejects(call(getMeeting, { params: { meetingId } }), { code: 'session/ended' })
        : assert.rejects(sessions.refresh(), { code: 'session/ended' }));
      assert.deepEqual(lost, []);
      assert.equal(memory.read(memoryKey), courseId);
      assert.equal((await sessions.token()).accessToken, 'successor');
    }
  });

  it('does not lose a session while another is opened in its place; when that fails, it does', async () => {
    for (const succeeds of [true, false]) {
      const { call, sessions, memory } = await opened();
      const lost: string[] = [];
      sessions.onLost((code) => lost.push(code));
      answer = () => problem('session/ended', 401);
      const refusal = assert.rejects(call(getMeeting, { params: { meetingId } }));
      const opening = refusal.then(() => {
        assert.deepEqual(lost, []);
        if (!succeeds) throw new Error('the code was wrong');
        return successor();
      });
      const replaced = sessions.replace(opening).then(
        () => true,
        () => false,
      );
      assert.equal(await replaced, succeeds);
      assert.deepEqual(lost, succeeds ? [] : ['session/ended']);
      assert.equal(memory.read(memoryKey), succeeds ? courseId : null);
    }
  });

  it('keeps it also when the old one is renewed meanwhile', async () => {
    const { sessions } = await opened();
    answer = () => {
      sessions.adopt(successor());
      return { status: 200, body: session('renewed') };
    };
    await sessions.refresh();
    assert.equal((await sessions.token()).accessToken, 'successor');
  });

  it('keeps the session of a guest who may not do something', async () => {
    const { call, sessions } = await opened();
    const lost: string[] = [];
    sessions.onLost((code) => lost.push(code));
    answer = () => problem('session/guest', 403);
    await assert.rejects(call(getMeeting, { params: { meetingId } }), { code: 'session/guest' });
    assert.deepEqual(lost, []);
  });

  it('keeps the session when the bridge is only out of reach', async () => {
    const memory = { [memoryKey]: meetingId };
    const { sessions, memory: kept } = aBridge(memory);
    answer = () => ({ status: 502, body: '<html>Bad gateway</html>' });
    await assert.rejects(sessions.resume(), { code: 'network/unreachable' });
    assert.equal(kept.read(memoryKey), meetingId);
    answer = () => ({ status: 200, body: session('again') });
    assert.equal((await sessions.resume())?.session.accessToken, 'again');
    assert.equal(await aBridge().sessions.resume(), null);
  });

  it('tells a refusal, an answer that is not the bridge’s and no answer apart', async () => {
    const { call } = await opened();
    const outcome = async (reply: ReturnType<Answer>) => {
      answer = () => reply;
      return call(getMeeting, { params: { meetingId } }).then(
        () => null,
        (error: unknown) => error,
      );
    };
    const full = await outcome(problem('meeting/full', 409));
    assert.deepEqual(
      { ...(full as object) },
      { ...(full as object), code: 'meeting/full', requestId: 'r-1', retryAfter: 9 },
    );
    const code = async (reply: ReturnType<Answer>) =>
      ((await outcome(reply)) as { code: string }).code;
    assert.equal(await code(problem('meeting/from-the-future', 409)), 'internal');
    assert.equal(await code({ status: 200, body: '<html>Sign in</html>' }), 'network/bad-answer');
    assert.equal(await code({ status: 200, body: { id: 'nonsense' } }), 'network/bad-answer');
    assert.equal(await code({ status: 403, body: { error: 'proxy' } }), 'network/bad-answer');
    const away = createSend(() => Promise.reject(new TypeError('fetch failed')));
    await assert.rejects(away(getMeeting, { params: { meetingId } }, null), {
      code: 'network/unreachable',
    });
  });
});
