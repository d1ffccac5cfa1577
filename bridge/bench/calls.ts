import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { migrate, openDatabase, type DatabaseSettings } from '../src/kernel/database.ts';
import { campus, type Actor } from '../test/campus.ts';
import { startBridge } from './bridge-process.ts';
import { onEverySite, type Figure, type Site } from './databases.ts';
import { part } from './share.ts';
import type { RingOrder, RingTimes } from './ring-clients.ts';

const people = part(500);
/** The first is for warming up. */
const rounds = 7;

/** From the caller's request to the `ring` event in the clients of 500 people, over one bridge and over two. */
export const bench = (): Promise<Figure[]> => onEverySite(measure);

async function measure({ name, database, bridges }: Site): Promise<Figure[]> {
  const who = await seed(database);
  const running = await Promise.all(bridges.map((more) => startBridge(database, more)));
  try {
    const times = await ringFrom({ ...who, bridges: running.map(({ url }) => url) });
    const { rings, replies } = times;
    return [
      { name: `ring ${people} people, ${name}: to the ring`, value: spread(rings) },
      { name: `ring ${people} people, ${name}: to the caller's answer`, value: spread(replies) },
    ];
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
  }
}

async function seed(database: DatabaseSettings): Promise<Omit<RingOrder, 'bridges'>> {
  const db = openDatabase(database);
  await migrate(db, migrations);
  const here = campus(db, systemClock);
  const add = async (count: number, name: string): Promise<Actor[]> => {
    const all: Actor[] = [];
    for (let at = 0; at < count; at += 1) all.push(await here.person(`${name} ${at}`));
    return all;
  };
  const invitees = await add(people, '学生');
  const callers = await add(rounds, 'Teacher');
  await db.destroy();
  return { invitees, callers: callers.map(({ token }) => token) };
}

async function ringFrom(order: RingOrder): Promise<RingTimes> {
  const child = fork(join(import.meta.dirname, 'ring-clients.ts'));
  // All that it says comes before the end of the channel; its exit may be seen before its last message.
  const ended = once(child, 'disconnect').then(() => {
    throw new Error('the browsers gave up');
  });
  child.send(order);
  const [times] = (await Promise.race([once(child, 'message'), ended])) as [RingTimes];
  await ended.catch(() => undefined);
  return times;
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (${sorted.length} measured)`;
}

if (import.meta.main) {
  for (const { name, value } of await bench()) console.log(`${name}: ${value}`);
}
