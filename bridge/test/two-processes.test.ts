import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { answer, listIncoming, ring } from '../src/features/calls/contract.ts';
import { enterMeeting, getMeeting, startCourseMeeting } from '../src/features/meetings/contract.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { openDatabase, type DatabaseSettings } from '../src/kernel/database.ts';
import { openTab, request } from './call-fixture.ts';
import { campus } from './campus.ts';
import { itOnEmptyDatabases } from './databases.ts';
import { startMain } from './main-process.ts';
import { partAt } from './parts.ts';
import { startRedis, type Redis } from './redis.ts';

const program = partAt('redis-server');

/** Leads every connection to the first of these ports where somebody listens. */
async function balancer(ports: readonly number[]): Promise<Server> {
  const server = createServer((client) => {
    client.on('error', () => undefined);
    const attempt = ([port, ...others]: readonly number[]): void => {
      if (port === undefined) {
        client.destroy();
        return;
      }
      const onward = connect(port, '127.0.0.1');
      let isThrough = false;
      onward.once('connect', () => {
        isThrough = true;
        client.pipe(onward).pipe(client);
      });
      onward.on('error', () => undefined);
      onward.once('close', () => (isThrough ? client.destroy() : attempt(others)));
      client.once('close', () => onward.destroy());
    };
    attempt(ports);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

(program ? describe : describe.skip)('two bridges as processes', () => {
  let redis: Redis;
  let folder: string;
  const running: ReturnType<typeof startMain>[] = [];
  before(async () => {
    redis = await startRedis(program ?? '');
  });
  after(() => redis.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-two-'));
  });
  afterEach(() => {
    for (const one of running.splice(0)) one.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (where: DatabaseSettings) => {
    const port = await getPort();
    const address = where.kind === 'sqlite' ? `sqlite:${where.file}` : where.url;
    const bridge = startMain({
      CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`,
      CAMPUS_MEET_DATABASE: address,
      REDIS_URL: redis.url,
    });
    running.push(bridge);
    await bridge.ready();
    return { ...bridge, port, base: `http://127.0.0.1:${port}` };
  };

  itOnEmptyDatabases(
    'one is killed, and who calls or is in a meeting goes on at the other',
    async (given) => {
      const where: DatabaseSettings =
        given.kind === 'sqlite' ? { kind: 'sqlite', file: join(folder, 'data.sqlite') } : given;
      const [a, b] = [await start(where), await start(where)];
      const db = openDatabase(where);
      const people = campus(db, systemClock);
      const [teacher, student, other] = [
        await people.person('Teacher'),
        await people.person('Student'),
        await people.person('Other'),
      ];
      const course = await people.course(teacher, [student, other]);
      const middle = await balancer([a.port, b.port]);
      const base = `http://127.0.0.1:${(middle.address() as AddressInfo).port}`;
      const started = await request(b.base, {
        who: teacher,
        endpoint: startCourseMeeting,
        asked: { params: { courseId: course.id } },
      });
      const params = { meetingId: started.reply.id };
      const enter = (at: string) =>
        request(at, { who: student, endpoint: enterMeeting, asked: { params } });
      const before = await enter(base);
      assert.equal(before.reply.outcome, 'entered');

      const caller = await openTab(b.base, teacher);
      const called = await openTab(base, other, { reconnection: true });
      await request(b.base, {
        who: teacher,
        endpoint: ring,
        asked: { params, body: { personIds: [other.id] } },
      });
      const { inviteeId } = await called.next('ring');

      const isBack = new Promise<void>((resolve) => called.socket.once('connect', () => resolve()));
      a.kill();
      await a.ended;
      await isBack;
      const { incoming } = (await request(base, { who: other, endpoint: listIncoming })).reply;
      assert.equal(incoming[0]?.inviteeId, inviteeId, 'it rings on');
      await request(base, {
        who: other,
        endpoint: answer,
        asked: { params: { inviteeId }, body: { with: 'video' } },
      });
      await caller.next('call', ({ invitees }) => invitees[0]?.state === 'answered');
      await called.next('ring-stopped');

      const again = await enter(base);
      assert.equal(again.reply.outcome, 'entered', 'the seat is still there');
      const seen = await request(base, { who: student, endpoint: getMeeting, asked: { params } });
      assert.equal(seen.reply.state, 'open');

      for (const { socket } of [caller, called]) socket.disconnect();
      middle.close();
      await db.destroy();
      assert.equal(await b.stop(), 0);
    },
  );

  itOnEmptyDatabases('count one person’s requests together', async (given) => {
    const where: DatabaseSettings =
      given.kind === 'sqlite' ? { kind: 'sqlite', file: join(folder, 'data.sqlite') } : given;
    const [a, b] = [await start(where), await start(where)];
    const db = openDatabase(where);
    const person = await campus(db, systemClock).person('Person');
    const asked = { params: { meetingId: '11111111-1111-4111-8111-111111111111' } };
    // Sixty entries a minute are let through: at each bridge alone these would be few.
    const codes = await Promise.all(
      Array.from({ length: 64 }, async (_, n) => {
        const { base } = n % 2 === 0 ? a : b;
        return (await request(base, { who: person, endpoint: enterMeeting, asked })).code;
      }),
    );
    assert.equal(codes.filter((code) => code === 'request/too-many').length, 4);
    assert.equal(codes.filter((code) => code === 'meeting/not-found').length, 60);
    await db.destroy();
    for (const one of [a, b]) assert.equal(await one.stop(), 0);
  });
});
