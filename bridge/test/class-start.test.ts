import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { openStage, type Stage } from '../../jitsi-config/prosody/test/harness.ts';
import type { XmppClient } from '../../jitsi-config/prosody/test/xmpp-client.ts';
import {
  enterMeeting,
  startCourseMeeting,
  type Arrival,
} from '../src/features/meetings/contract.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { openDatabase, type Database, type DatabaseSettings } from '../src/kernel/database.ts';
import { balancer } from './balancer.ts';
import { becomes } from './becomes.ts';
import { request } from './call-fixture.ts';
import { campus, type Actor } from './campus.ts';
import { itOnEmptyDatabases } from './databases.ts';
import { startMain } from './main-process.ts';
import { partAt } from './parts.ts';
import { startRedis, type Redis } from './redis.ts';

const programs = [partAt('redis-server'), partAt('prosody')];
const secrets = { message: newSecret(), token: newSecret() };
/** So many are let on their way before anything is known: a class of this test fills it. */
const atOnce = 5;
const students = 18;

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

(programs.every((program) => program !== null) ? describe : describe.skip)(
  'a class comes to two bridges before a real Prosody',
  () => {
    let redis: Redis;
    let stage: Stage;
    let middle: Server;
    let ports: number[] = [];
    let folder: string;
    const bridges: ReturnType<typeof startMain>[] = [];
    before(async () => {
      ports = [await getPort(), await getPort()];
      redis = await startRedis(programs[0] ?? '');
      middle = await balancer(ports);
      const { port } = middle.address() as AddressInfo;
      stage = await openStage({
        eventsUrl: `http://127.0.0.1:${port}/jitsi/events`,
        eventsSecret: secrets.message,
        token: { secret: secrets.token, issuer: 'campus-meet', audience: 'jitsi' },
      });
    });
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'campus-meet-class-'));
    });
    afterEach(() => {
      for (const one of bridges.splice(0)) one.kill();
      rmSync(folder, { recursive: true, force: true });
    });
    after(async () => {
      middle.close();
      await stage.close();
      await redis.stop();
    });

    const start = async (where: DatabaseSettings, port: number) => {
      const bridge = startMain({
        CAMPUS_MEET_LISTEN: `127.0.0.1:${port}`,
        CAMPUS_MEET_DATABASE: where.kind === 'sqlite' ? `sqlite:${where.file}` : where.url,
        REDIS_URL: redis.url,
        JITSI_COMMANDS_URL: `${stage.prosody.httpUrl}/campus-meet/commands`,
        JITSI_MESSAGE_SECRET: secrets.message,
        JITSI_APP_SECRET: secrets.token,
        JOINS_AT_ONCE: `${atOnce}`,
      });
      bridges.push(bridge);
      await bridge.ready();
      return { ...bridge, base: `http://127.0.0.1:${port}` };
    };

    /** A running course's meeting, with what people in it do. */
    const classOf = async (db: Database, base: string) => {
      const people = campus(db, systemClock);
      const teacher = await people.person('Teacher');
      const all: Actor[] = [];
      for (let n = 0; n < students; n += 1) all.push(await people.person(`Student ${n}`));
      const { id: courseId } = await people.course(teacher, all);
      const asked = { params: { courseId } };
      const meeting = (await request(base, { who: teacher, endpoint: startCourseMeeting, asked }))
        .reply;
      const params = { meetingId: meeting.id };
      const enter = async (who: Actor, at: string): Promise<Arrival> => {
        const answer = await request(at, { who, endpoint: enterMeeting, asked: { params } });
        assert.equal(answer.status, 200, `${who.name}: ${answer.code}`);
        return answer.reply;
      };
      /** With what the bridge gave: through the focus into the room. */
      const goIn = async (arrival: Arrival, who: Actor): Promise<XmppClient> => {
        assert(arrival.outcome === 'entered');
        const { room, jwt } = arrival.conference;
        const client = await stage.connect(room, jwt);
        await client.askFocus();
        await client.join(who.id.slice(0, 8));
        return client;
      };
      return { teacher, all, enter, goIn, meetingId: meeting.id };
    };
    const placeOf = (arrival: Arrival): number =>
      arrival.outcome === 'queued' ? arrival.place : 0;

    itOnEmptyDatabases('one is killed, no place is lost, and all get in', async (given) => {
      const where: DatabaseSettings =
        given.kind === 'sqlite' ? { kind: 'sqlite', file: join(folder, 'data.sqlite') } : given;
      const [a, b] = [await start(where, ports[0] ?? 0), await start(where, ports[1] ?? 0)];
      const db = openDatabase(where);
      const { teacher, all, enter, goIn, meetingId } = await classOf(db, b.base);
      const inside = async (): Promise<string[]> =>
        db('occupants').where({ meeting_id: meetingId, left_at: null }).pluck('person_id');

      // One was in and has lost the line; the event of it is Prosody's.
      const [fallen, ghost, ...others] = all as [Actor, Actor, ...Actor[]];
      const first = await goIn(await enter(fallen, a.base), fallen);
      await becomes(async () => (await inside()).length, 1);
      first.close();
      await becomes(async () => (await inside()).length, 0);

      // The class fills the window and the queue, at both bridges.
      const places: number[] = [];
      for (const [n, who] of [...others.slice(0, 8), ghost, ...others.slice(8)].entries())
        places.push(placeOf(await enter(who, n % 2 === 0 ? a.base : b.base)));
      const letIn = places.filter((place) => place === 0).length;
      assert(letIn >= atOnce && letIn < 8, `${letIn} were let in at once`);
      assert.deepEqual(
        places.slice(letIn),
        Array.from({ length: places.length - letIn }, (_, n) => n + 1),
      );
      assert.equal(placeOf(await enter(fallen, b.base)), 1, 'who fell out comes before newcomers');
      assert.equal(placeOf(await enter(teacher, a.base)), 1, 'hosts come first');
      assert.equal(placeOf(await enter(fallen, a.base)), 2);

      a.kill();
      await a.ended;
      const waiting = others.slice(letIn);
      const kept: number[] = [];
      for (const who of [teacher, fallen, ...waiting]) kept.push(placeOf(await enter(who, b.base)));
      assert.deepEqual(
        kept,
        kept.toSorted((one, other) => one - other),
        'the order is the same at the other bridge',
      );
      assert.equal(kept[0], 1);

      // Round by round: whoever is let in goes into the room, and that lets in the next.
      const rounds = new Map<Actor, number>();
      const coming = new Set([teacher, fallen, ...others]);
      for (let round = 0; coming.size > 0; round += 1) {
        assert(round < 40, `${coming.size} never got in`);
        const arrivals: [Actor, Arrival][] = [];
        for (const who of coming) arrivals.push([who, await enter(who, b.base)]);
        for (const [who, arrival] of arrivals) {
          if (arrival.outcome !== 'entered') continue;
          await goIn(arrival, who);
          coming.delete(who);
          rounds.set(who, round);
        }
        // Whoever is seen inside has let the next ones in: before anybody asks again.
        await becomes(async () => (await inside()).length, rounds.size);
      }
      const order = [teacher, fallen, ...waiting].map((who) => rounds.get(who) ?? -1);
      assert.deepEqual(
        order,
        order.toSorted((one, other) => one - other),
        'nobody was passed by a later one',
      );
      assert.equal(rounds.size, students, 'all but the one who closed the browser');
      const left = await db('entry_queue').where({ meeting_id: meetingId }).pluck('participant_id');
      assert(left.every((id) => id === ghost.id));
      // The closed browser did not ask again: nothing of it is left after its time.
      await becomes(async () => (await db('entry_queue').select()).length, 0);
      await db.destroy();
      assert.equal(await b.stop(), 0);
    });
  },
);
