import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as LiveServer } from 'socket.io';
import { io } from 'socket.io-client';
import { createSend } from '../src/adapters/bridge/http.ts';
import { createLive } from '../src/adapters/bridge/live.ts';
import { createSessions } from '../src/adapters/bridge/sessions.ts';
import { aMeeting, meetingId } from '../scenes/people.ts';
import { sceneMemory } from '../scenes/world.ts';
import { memoryKey, session, successor } from './opened-session.ts';

describe('the push, on a real socket', () => {
  it('watches with the current token, passes on what fits the contract, and asks again when it is back', async () => {
    const http = createServer();
    const live = new LiveServer(http, { path: '/live' });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const watched: unknown[] = [];
    const tokens: unknown[] = [];
    live.on('connection', (socket) => {
      tokens.push(socket.handshake.auth);
      socket.on('watch', (request: unknown, done: (answer: object) => void) => {
        watched.push(request);
        done({ ok: true });
        socket.emit('meeting', { nonsense: true });
        socket.emit('meeting', aMeeting('en', { present: watched.length }));
      });
    });
    const sessions = createSessions(
      createSend(() => Promise.resolve(Response.json(session('socket-token')))),
      sceneMemory({ [memoryKey]: meetingId }),
    );
    const client: ReturnType<typeof io>[] = [];
    const push = createLive(sessions, (options) => {
      const socket = io(url, options);
      client.push(socket);
      return Promise.resolve(socket);
    });
    const heard: number[] = [];
    let resumed = 0;
    const first = new Promise<void>((resolve) => {
      push.watch(`meeting:${meetingId}`, {
        meeting: ({ present }) => {
          heard.push(present);
          if (heard.length === 1) resolve();
        },
        resumed: () => (resumed += 1),
      });
    });
    await first;
    assert.deepEqual(watched, [{ topic: `meeting:${meetingId}` }]);
    assert.deepEqual(tokens, [{ accessToken: 'socket-token' }]);

    client[0]?.io.engine.close();
    while (heard.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(heard, [1, 2]);
    assert.equal(resumed, 2);
    client[0]?.close();
    await live.close();
  });

  it('goes on with a session that took another’s place when the old one ends', async () => {
    const http = createServer();
    const live = new LiveServer(http, { path: '/live' });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const sessions = createSessions(
      createSend(() => Promise.resolve(Response.json(session('old')))),
      sceneMemory({ [memoryKey]: meetingId }),
    );
    const lost: string[] = [];
    sessions.onLost((code) => lost.push(code));
    const tokens: unknown[] = [];
    const isBack = new Promise<void>((resolve) => {
      live.on('connection', (socket) => {
        const { accessToken } = socket.handshake.auth;
        tokens.push(accessToken);
        if (tokens.length === 2) {
          resolve();
          return;
        }
        sessions.adopt(successor());
        socket.emit('session-ended', { code: 'session/ended' });
        socket.disconnect(true);
      });
    });
    const client: ReturnType<typeof io>[] = [];
    const push = createLive(sessions, (options) => {
      const socket = io(url, options);
      client.push(socket);
      return Promise.resolve(socket);
    });
    push.resumed(() => undefined);
    await isBack;
    assert.deepEqual(tokens, ['old', 'successor']);
    assert.deepEqual(lost, []);
    client[0]?.close();
    await live.close();
  });
});
