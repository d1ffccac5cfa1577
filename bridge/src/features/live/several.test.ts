import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { becomes } from '../../../test/becomes.ts';
import { doJobs } from '../../../test/doing-jobs.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { partAt } from '../../../test/parts.ts';
import { startRedis, type Redis } from '../../../test/redis.ts';
import { joinByRedis } from '../../adapters/redis/index.ts';
import { settableClock, type Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { createEvents } from '../../kernel/events.ts';
import { Failure } from '../../kernel/failure.ts';
import { livePath } from './contract.ts';
import { createLive } from './index.ts';

const program = partAt('redis-server');
const log = pino({ level: 'silent' });

/** Sessions that are over, whoever ended them. */
const over = new Set<string>();

/** In this house an access token is the person's name, padded to a token's length. */
const readers = {
  sessions: {
    authenticate: (token: string) => {
      const personId = token.replace(/\.+$/u, '');
      return Promise.resolve({
        sessionId: `s-${personId}`,
        kind: 'person' as const,
        personId,
        courseId: null,
      });
    },
    over: (ids: readonly string[]) =>
      Promise.resolve(
        ids.filter((id) => over.has(id)).map((id) => ({ id, code: 'session/expired' as const })),
      ),
  },
  courses: {
    membership: () => Promise.resolve(null),
    marks: () => Promise.resolve(new Map<string, string>()),
  },
  meetings: {
    courseOf: () => Promise.resolve(null),
    get: () => Promise.reject(new Failure('meeting/not-allowed')),
  },
};

async function bridge(db: Database, clock: Clock, url: string) {
  const http = createServer();
  const joined = joinByRedis(url, { log, key: Buffer.alloc(32) });
  const events = createEvents(log);
  const live = createLive({
    ...readers,
    events,
    origin: 'https://meet.uni.test',
    log,
    others: { join: joined.adapter, db, clock },
  });
  live.attach(http);
  const stopJobs = doJobs(live.jobs, 50);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const sockets: Socket[] = [];
  return {
    events,
    live,
    /** A tab of this person's; connected and noted. */
    tab: async (personId: string) => {
      const socket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
        path: livePath,
        auth: { accessToken: personId.padEnd(20, '.') },
        transports: ['websocket'],
        reconnection: false,
      });
      sockets.push(socket);
      await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
      await socket.emitWithAck('watch', null);
      return socket;
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect();
      stopJobs();
      await live.close();
      joined.close();
    },
  };
}

(program ? describe : describe.skip)('push over several bridges', () => {
  let redis: Redis;
  before(async () => {
    redis = await startRedis(program ?? '');
  });
  after(() => redis.stop());

  forEachDatabase('on one database', (open) => {
    const pair = async () => {
      const [db, clock] = [await open(), settableClock()];
      const a = await bridge(db, clock, redis.url);
      const b = await bridge(db, clock, redis.url);
      return { a, b, close: () => Promise.all([a.close(), b.close()]) };
    };
    it('an ended session is ended at whichever its tabs are', async () => {
      const { a, b, close } = await pair();
      const [here, there] = [await a.tab('student'), await b.tab('student')];
      const other = await b.tab('teacher');
      const ends = [here, there].map((socket) =>
        Promise.all([
          new Promise((resolve) => socket.once('session-ended', resolve)),
          new Promise((resolve) => socket.once('disconnect', resolve)),
        ]),
      );
      a.events.emit('session.ended', { sessionIds: ['s-student'], code: 'session/ended' });
      for (const [received] of await Promise.all(ends))
        assert.deepEqual(received, { code: 'session/ended' });
      assert.equal(other.connected, true);
      await close();
    });

    it('whoever waits before a room hears that it is their turn, on whatever bridge they are', async () => {
      const { a, b, close } = await pair();
      const meetingId = '11111111-1111-4111-8111-111111111111';
      const tabs = [await a.tab('student'), await b.tab('student')];
      const heard = tabs.map((tab) => new Promise((resolve) => tab.once('entrance', resolve)));
      const turn = { participantId: 'student', meetingId, queued: null };
      a.events.emit('entry.moved', { here: false, places: [turn] });
      assert.deepEqual(await Promise.all(heard), [
        { meetingId, queued: null },
        { meetingId, queued: null },
      ]);
      // Places each bridge tells its own: what the other says comes before it would be heard here.
      const [first] = tabs.map((tab) => new Promise((resolve) => tab.once('entrance', resolve)));
      const place = { place: 7, seconds: 3 };
      a.events.emit('entry.moved', { here: true, places: [{ ...turn, queued: place }] });
      assert.deepEqual(await first, { meetingId, queued: place });
      await close();
    });

    it('a session that is over in the database is over at each bridge, though nobody said so', async () => {
      const { a, b, close } = await pair();
      const tabs = [await a.tab('leaver'), await b.tab('leaver')];
      const ends = tabs.map((socket) =>
        Promise.all([
          new Promise((resolve) => socket.once('session-ended', resolve)),
          new Promise((resolve) => socket.once('disconnect', resolve)),
        ]),
      );
      over.add('s-leaver');
      for (const [received] of await Promise.all(ends))
        assert.deepEqual(received, { code: 'session/expired' });
      over.clear();
      await close();
    });

    it('who is connected anywhere is connected, and away when all tabs everywhere are', async () => {
      const { a, b, close } = await pair();
      const seen = (at: typeof a) => async () =>
        Object.fromEntries(await at.live.connections.of(['student', 'teacher']));
      const [here, there] = [await a.tab('student'), await b.tab('student')];
      for (const at of [a, b]) await becomes(seen(at), { student: { away: false } });
      here.emit('presence', { away: true });
      await becomes(seen(b), { student: { away: false } });
      there.emit('presence', { away: true });
      for (const at of [a, b]) await becomes(seen(at), { student: { away: true } });
      there.disconnect();
      here.disconnect();
      for (const at of [a, b]) await becomes(seen(at), {});
      await close();
    });

    it('a bridge that closes takes its connections with it', async () => {
      const { a, b } = await pair();
      await b.tab('student');
      const seen = async () => Object.fromEntries(await a.live.connections.of(['student']));
      await becomes(seen, { student: { away: false } });
      await b.close();
      await becomes(seen, {});
      await a.close();
    });
  });
});
