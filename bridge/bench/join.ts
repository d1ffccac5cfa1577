import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { migrations } from '../migrations/index.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { migrate, openDatabase, type Database } from '../src/kernel/database.ts';
import { campus, type Actor } from '../test/campus.ts';
import { startBridge } from './bridge-process.ts';
import { onEverySite, type Figure, type Site } from './databases.ts';
import { part } from './share.ts';
import type { JoinOrder, JoinTimes } from './join-clients.ts';

const people = part(500);
const atOnce = 50;
/** The first is for warming up. */
const rounds = 7;

/** Nobody arrives anywhere here: everybody is let on the way at once. */
const unpaced = { JOINS_AT_ONCE: '5000' };

/**
 * A class of 500 comes, 50 at once: each asks for the course's meetings and enters (session, policy, seat, token).
 * Real HTTP, real bridges; the browsers are a process on the same machine, whose share is told.
 */
export const bench = (): Promise<Figure[]> => onEverySite(measure);

async function measure({
  name,
  database,
  pid: server,
  bridges: settings,
}: Site): Promise<Figure[]> {
  const db = openDatabase(database);
  const who = await seed(db);
  const bridges = await Promise.all(
    settings.map((more) => startBridge(database, { ...more, ...unpaced })),
  );
  try {
    const meter = async (): Promise<Meter> => ({
      statements: await statementsOf(db),
      bridges: bridges.map(({ pid }) => cpuOf(pid)).reduce((sum, one) => sum + one, 0),
      database: server === null ? null : cpuOf(server),
    });
    const urls = bridges.map(({ url }) => url);
    const { times, spent } = await joinAll({ ...who, bridges: urls, rounds, atOnce }, meter);
    return figuresOf(name, times, spent);
  } finally {
    await Promise.all(bridges.map(({ stop }) => stop()));
    await db.destroy();
  }
}

async function seed(db: Database): Promise<Pick<JoinOrder, 'courseId' | 'teacher' | 'students'>> {
  await migrate(db, migrations);
  const here = campus(db, systemClock);
  const teacher = await here.person('Teacher');
  const students: Actor[] = [];
  for (let at = 0; at < people; at += 1) students.push(await here.person(`学生 ${at}`));
  const course = await here.course(teacher, students);
  return {
    courseId: course.id,
    teacher: teacher.token,
    students: students.map(({ token }) => token),
  };
}

/** What was spent until a moment. */
interface Meter {
  /** Null where the database does not count them. */
  statements: number | null;
  /** Milliseconds of the bridges' processor time, all together. */
  bridges: number;
  /** The same of the database's server, where there is one. */
  database: number | null;
}

async function joinAll(
  order: JoinOrder,
  meter: () => Promise<Meter>,
): Promise<{ times: JoinTimes; spent: Meter }> {
  const child = fork(join(import.meta.dirname, 'join-clients.ts'), { execArgv: [] });
  // What it says meanwhile is kept, and all of it comes before the end of the channel.
  const messages = on(child, 'message');
  const ended = once(child, 'disconnect').then(() => {
    throw new Error('the browsers gave up');
  });
  const next = async (): Promise<unknown> => {
    const { value } = (await Promise.race([messages.next(), ended])) as { value: unknown[] };
    return value[0];
  };
  child.send(order);
  await next();
  const before = await meter();
  await next();
  const after = await meter();
  const times = (await next()) as JoinTimes;
  await ended.catch(() => undefined);
  return { times, spent: difference(after, before) };
}

const difference = (after: Meter, before: Meter): Meter => ({
  statements: after.statements === null ? null : after.statements - (before.statements ?? 0),
  bridges: after.bridges - before.bridges,
  database: after.database === null ? null : after.database - (before.database ?? 0),
});

function figuresOf(name: string, times: JoinTimes, spent: Meter): Figure[] {
  const done = times.joins.length;
  const errors = Object.entries(times.errors).map(([text, count]) => `${count} × ${text}`);
  const rate = `${Math.round((done / times.elapsed) * 1000)}/s`;
  return [
    {
      name: `${name}: joins`,
      value: [rate, spread(times.joins), errors.join(', ') || 'no error'].join(', '),
    },
    { name: `${name}: of these, enter`, value: spread(times.enters) },
    { name: `${name}: processor time a join`, value: sharesOf(times, spent) },
  ];
}

/** What a join costs says more than how many there were in a second: others may be busy on the same machine. */
function sharesOf({ elapsed, ownCpu, joins }: JoinTimes, spent: Meter): string {
  const share = (ms: number) =>
    `${(ms / joins.length).toFixed(2)} ms (${Math.round((ms / elapsed) * 100)} % of a core)`;
  return [
    `bridges ${share(spent.bridges)}`,
    ...(spent.database === null ? [] : [`database ${share(spent.database)}`]),
    `browsers ${share(ownCpu)}`,
    ...(spent.statements === null
      ? []
      : [`${(spent.statements / joins.length).toFixed(1)} SQL statements a join`]),
    `load of the machine ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  ].join(', ');
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`;
}

/** How many statements the server has been sent; SQLite has no such count. */
async function statementsOf(db: Database): Promise<number | null> {
  if ((db.client as { driverName: string }).driverName !== 'mysql2') return null;
  const answer: unknown = await db.raw("show global status like 'Questions'");
  return Number(
    z
      .tuple([z.tuple([z.object({ Value: z.string() })])])
      .rest(z.unknown())
      .parse(answer)[0][0].Value,
  );
}

/** Milliseconds of processor time of a process (proc(5): utime and stime, 100 a second); 0 where there is no /proc. */
function cpuOf(pid: number): number {
  try {
    const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

if (import.meta.main) {
  for (const { name, value } of await bench()) console.log(`${name}: ${value}`);
}
