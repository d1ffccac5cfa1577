import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { presenceReport } from '../../bridge/src/features/live/contract.ts';
import { createSend } from '../src/adapters/bridge/http.ts';
import { createLive } from '../src/adapters/bridge/live.ts';
import { createSessions } from '../src/adapters/bridge/sessions.ts';
import { aSession, meetingId } from '../scenes/people.ts';
import { sceneMemory } from '../scenes/world.ts';

describe('presence, on a real socket', () => {
  it('says that nobody is there, again when the push is back, and that somebody is there again', async () => {
    const http = createServer();
    const server = new Server(http, { path: '/live' });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const reports: boolean[] = [];
    const waiting: (() => void)[] = [];
    const until = (count: number): Promise<void> =>
      reports.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
    server.on('connection', (socket) =>
      socket.on('presence', (report: unknown) => {
        reports.push(presenceReport.parse(report).away);
        waiting.splice(0).forEach((go) => go());
      }),
    );
    const sockets: Socket[] = [];
    const sessions = createSessions(
      createSend(() => Promise.resolve(Response.json(aSession('en', true)))),
      sceneMemory({ 'campus-meet.session': meetingId }),
    );
    const live = createLive(sessions, (options) => {
      sockets.push(io(url, options));
      return Promise.resolve(sockets[0] ?? io(url, options));
    });
    live.sayAway(true);
    await new Promise<void>((resolve) => live.resumed(resolve));
    await until(1);
    live.sayAway(true);
    sockets[0]?.io.engine.close();
    await until(2);
    live.sayAway(false);
    await until(3);
    assert.deepEqual(reports, [true, true, false]);
    sockets[0]?.close();
    await server.close();
  });
});
