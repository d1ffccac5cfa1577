import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { openStage, type Stage } from '../../jitsi-config/prosody/test/harness.ts';
import { migrations } from '../migrations/index.ts';
import {
  enterMeeting,
  startCourseMeeting,
  type Arrival,
} from '../src/features/meetings/contract.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { migrate, openDatabase, type Database } from '../src/kernel/database.ts';
import { balancer } from '../test/balancer.ts';
import { request } from '../test/call-fixture.ts';
import { campus, type Actor } from '../test/campus.ts';
import { startMariadb } from '../test/mariadb.ts';
import { partAt } from '../test/parts.ts';
import { startRedis } from '../test/redis.ts';
import { startBridge, type BridgeProcess } from './bridge-process.ts';
import { orderFigures, watchQueue, type Comer, type SeenQueue } from './class-start/order.ts';
import type { Figure } from './databases.ts';
import { part } from './share.ts';

/** `npm run bench -- class-start --people 60` does it with fewer. */
const people = Number(process.env['BENCH_PEOPLE'] ?? Math.max(10, part(500)));
/** As many as a bridge lets on their way to begin with, of 500; so that most have to wait in a small class as well. */
const joinsAtOnce = Math.max(5, Math.round(people / 10));
/** So many were in and have lost the line when the class starts. */
const fallenOut = Math.ceil(people / 50);
/** The panel asks again every five seconds and at once when it is told; these are not told and ask more often. */
const askEveryMs = 2_000;

/**
 * A class of 500, the teacher among them, comes at once to two bridges over Redis on MariaDB, before a real Prosody: everybody enters, waits in
 * the queue as told, and goes into the room with the token. Once the first are in and hosts have come, one of the
 * bridges is killed, and its people turn to the other; whether everybody keeps the place is seen in the queue itself.
 * Clients are in this process, on the same machine.
 */
export async function bench(): Promise<Figure[]> {
  const parts = ['mariadbd', 'redis-server', 'prosody'].map(partAt);
  const [mariadbd, redisServer, prosody] = parts;
  if (!mariadbd || !redisServer || !prosody) return [];
  const mariadb = await startMariadb(mariadbd);
  const redis = await startRedis(redisServer);
  const ports: number[] = [];
  const middle = await balancer(ports);
  const secrets = { message: newSecret(), token: newSecret() };
  const { port } = middle.address() as AddressInfo;
  const stage = await openStage({
    eventsUrl: `http://127.0.0.1:${port}/jitsi/events`,
    eventsSecret: secrets.message,
    token: { secret: secrets.token, issuer: 'campus-meet', audience: 'jitsi' },
  });
  const database = { kind: 'mariadb', url: await mariadb.createDatabase() } as const;
  const settings = {
    REDIS_URL: redis.url,
    JITSI_COMMANDS_URL: `${stage.prosody.httpUrl}/campus-meet/commands`,
    JITSI_MESSAGE_SECRET: secrets.message,
    JITSI_APP_SECRET: secrets.token,
    JOINS_AT_ONCE: String(joinsAtOnce),
  };
  try {
    return await measure(stage, { database, settings, ports });
  } finally {
    middle.close();
    await stage.close();
    await redis.stop();
    await mariadb.stop();
  }
}

interface Given {
  database: { kind: 'mariadb'; url: string };
  settings: Record<string, string>;
  /** Where the balancer leads; empty until bridges are there. */
  ports: number[];
}

async function measure(stage: Stage, { database, settings, ports }: Given): Promise<Figure[]> {
  const db = openDatabase(database);
  try {
    await migrate(db, migrations);
    const doomed = await startBridge(database, settings);
    const other = await startBridge(database, settings);
    ports.push(...[doomed, other].map(({ url }) => Number(new URL(url).port)));
    const figures = figuresOf(await aClass({ db, stage, doomed, other }));
    await other.stop();
    return figures;
  } finally {
    await db.destroy();
  }
}

const newSecret = (): string => randomBytes(32).toString('base64url');

interface Site {
  db: Database;
  stage: Stage;
  doomed: BridgeProcess;
  other: BridgeProcess;
}

/** How somebody came in; milliseconds since the start of the class. */
interface Came extends Comer {
  /** When they asked first, and when they were in; null: never. */
  asked: number;
  in: number | null;
}

/** The meeting, and how far the class is. */
interface Course {
  meetingId: string;
  begun: number;
  isDead: boolean;
  inside: number;
}

const since = ({ begun }: Course): number => performance.now() - begun;

async function aClass(site: Site): Promise<{ came: Came[]; queue: SeenQueue }> {
  const { doomed, other } = site;
  const { teacher, all, meetingId } = await aMeeting(site);
  const course: Course = { meetingId, begun: performance.now(), isDead: false, inside: 0 };
  const fallen = all.slice(0, fallenOut);
  await loseTheLine(site, course, fallen);

  const queue = watchQueue(site.db, meetingId);
  course.begun = performance.now();
  const come = (who: Actor, kind: Came['kind'], home: BridgeProcess): Promise<Came> =>
    comeIn(site, course, { who, kind, home });
  const coming = all
    .slice(fallenOut)
    .map((who, n) => come(who, 'newcomer', n % 2 === 0 ? doomed : other));
  // Hosts and who fell out ask when everybody is in the queue already.
  await pause(1_000);
  coming.push(come(teacher, 'host', doomed));
  for (const who of fallen) coming.push(come(who, 'fallen out', doomed));
  // All have asked once, hosts too, and the first are in.
  while ((course.inside < 1 || since(course) < 2_000) && since(course) < mostMs) await pause(50);
  await queue.killed();
  process.kill(doomed.pid, 'SIGKILL');
  course.isDead = true;
  const came = await Promise.all(coming);
  return { came, queue: await queue.stop() };
}

async function aMeeting({ db, other }: Site) {
  const here = campus(db, systemClock);
  const teacher = await here.person('Teacher');
  const all: Actor[] = [];
  // With the teacher as many as have a seat.
  for (let n = 1; n < people; n += 1) all.push(await here.person(`Student ${n}`));
  const { id: courseId } = await here.course(teacher, all);
  const started = { who: teacher, endpoint: startCourseMeeting, asked: { params: { courseId } } };
  return { teacher, all, meetingId: (await request(other.url, started)).reply.id };
}

/** Some were in before, and have lost the line. */
async function loseTheLine(site: Site, course: Course, fallen: readonly Actor[]): Promise<void> {
  for (const who of fallen) {
    const arrival = await enter(course, who, site.other);
    if (arrival?.outcome === 'entered') (await goIn(site, arrival, who)).close();
  }
  await pause(2_000);
}

async function enter(
  { meetingId }: Course,
  who: Actor,
  at: BridgeProcess,
): Promise<Arrival | null> {
  const asked = { params: { meetingId } };
  const answer = await request(at.url, { who, endpoint: enterMeeting, asked });
  return answer.status === 200 ? answer.reply : null;
}

/** With what the bridge gave: through the focus into the room. */
async function goIn({ stage }: Site, arrival: Arrival & { outcome: 'entered' }, who: Actor) {
  const { room, jwt } = arrival.conference;
  const client = await stage.connect(room, jwt);
  await client.askFocus();
  await client.join(who.id.slice(0, 8));
  return client;
}

/** Asks until it is somebody's turn, at the other bridge once their own is dead. */
async function comeIn(
  site: Site,
  course: Course,
  { who, kind, home }: { who: Actor; kind: Came['kind']; home: BridgeProcess },
): Promise<Came> {
  const comer: Comer = { id: who.id, kind, isOfDead: home === site.doomed, placeAfter: null };
  const came: Came = { ...comer, asked: since(course), in: null };
  while (since(course) < mostMs) {
    const wasDead = course.isDead;
    const arrival = await enter(course, who, wasDead ? site.other : home).catch(() => null);
    if (arrival?.outcome === 'entered') {
      await goIn(site, arrival, who);
      came.in = since(course);
      course.inside += 1;
      return came;
    }
    if (arrival?.outcome === 'queued' && wasDead) came.placeAfter ??= arrival.place;
    await pause(arrival ? askEveryMs : 500);
  }
  return came;
}

/** Whoever is not in after this never comes. */
const mostMs = 600_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function figuresOf({ came: all, queue }: { came: readonly Came[]; queue: SeenQueue }): Figure[] {
  const inside = all.filter((one) => one.in !== null);
  const waits = (kind: Came['kind']): number[] =>
    inside.flatMap((one) => (one.kind === kind ? (one.in ?? 0) - one.asked : []));
  const times = inside.map((one) => one.in ?? 0);
  return [
    { name: 'load of the machine meanwhile', value: (loadavg()[0] ?? 0).toFixed(1) },
    { name: 'in the room', value: `${inside.length} of ${all.length}` },
    {
      name: 'in after the start of the class',
      value: `p50 ${seconds(times, 0.5)}, p95 ${seconds(times, 0.95)}, last ${seconds(times, 1)} s`,
    },
    ...(['host', 'fallen out', 'newcomer'] as const).map((kind) => ({
      name: `${kind}: waited since they asked`,
      value: `p50 ${seconds(waits(kind), 0.5)}, longest ${seconds(waits(kind), 1)} s`,
    })),
    ...orderFigures(queue, all),
  ];
}

function seconds(times: readonly number[], share: number): string {
  const sorted = times.toSorted((one, other) => one - other);
  return ((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0) / 1000).toFixed(1);
}

if (import.meta.main) {
  for (const { name, value } of await bench()) console.log(`${name}: ${value}`);
}
