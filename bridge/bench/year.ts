import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { owners } from '../migrations/owners.ts';
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../src/kernel/database.ts';
import { startMariadb } from '../test/mariadb.ts';
import { partAt } from '../test/parts.ts';
import { startBridge } from './bridge-process.ts';
import { aBenchCampus } from './campus.ts';
import type { Figure } from './databases.ts';
import { live, type Year } from './year/history.ts';
import { pageTimes, putOffSweeps, readersOf, type Readers } from './year/pages.ts';
import { yearOf, type Past } from './year/rows.ts';
import { sizesOf, type Size } from './year/sizes.ts';
import { sweepAll, type Swept } from './year/sweeping.ts';

const tables = Object.values(owners).flat();

/**
 * A year of 10,000 people as it is when nothing was ever let go: what the main pages take of the bridge, how long
 * old data takes to go, how large tables are before and after, and the pages once more. Rows are written straight
 * into the database; everything else is the product's own.
 */
export async function bench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-year-'));
  try {
    const file = join(folder, 'year.sqlite');
    const figures = await measure('SQLite', { kind: 'sqlite', file });
    const program = partAt('mariadbd');
    return program ? [...figures, ...(await onMariadb(program))] : figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onMariadb(program: string): Promise<Figure[]> {
  const mariadb = await startMariadb(program);
  try {
    const url = await mariadb.createDatabase();
    return await measure('MariaDB', { kind: 'mariadb', url });
  } finally {
    await mariadb.stop();
  }
}

async function measure(on: string, settings: DatabaseSettings): Promise<Figure[]> {
  const db = openDatabase(settings);
  try {
    await migrate(db, migrations);
    const { known } = await aBenchCampus(db, yearOf.people);
    const past: Past = { db, people: known.map(({ id }) => id), now: Date.now() };
    const year = await live(past);
    const seen = { past, year, readers: await readersOf(past, year) };
    const full = await sizesOf(db, tables);
    const before = await lookedAt(settings, seen);
    const usual = await sweepAll(db, past.now);
    const kept = await sizesOf(db, tables);
    const after = await lookedAt(settings, seen);
    const least = await sweepAll(db, past.now, { least: true });
    const rest = await sizesOf(db, tables);
    return [
      ...sizeFigures(on, [full, kept, rest]),
      { name: `${on}: old data gone, by the usual periods`, value: textOf(usual) },
      { name: `${on}: old data gone, by the shortest periods`, value: textOf(least) },
      ...pageFigures(on, before, after),
    ];
  } finally {
    await db.destroy();
  }
}

async function lookedAt(
  settings: DatabaseSettings,
  seen: { past: Past; year: Year; readers: Readers },
): ReturnType<typeof pageTimes> {
  await putOffSweeps(seen.past.db);
  const bridge = await startBridge(settings);
  try {
    return await pageTimes(bridge.url, seen);
  } finally {
    await bridge.stop();
    await forgetSweeps(seen.past.db);
  }
}

const forgetSweeps = (db: Database): Promise<unknown> => db('retention').delete();

const mega = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

/** Tables that are or were larger than a megabyte. */
function sizeFigures(on: string, [full, kept, rest]: readonly Map<string, Size>[]): Figure[] {
  const line = (of: (sizes: Map<string, Size> | undefined) => Size) =>
    [full, kept, rest]
      .map((sizes) => of(sizes))
      .map(({ rows, bytes }) => `${rows.toLocaleString('en')} rows, ${mega(bytes)} MB`)
      .join(' → ');
  const nothing = { rows: 0, bytes: 0 };
  const large = [...(full ?? [])].filter(([, { bytes }]) => bytes > 1_048_576);
  const sum = (sizes: Map<string, Size> | undefined): Size =>
    [...(sizes?.values() ?? [])].reduce(
      (all, one) => ({ rows: all.rows + one.rows, bytes: all.bytes + one.bytes }),
      nothing,
    );
  return [
    { name: `${on}: all tables, after a year → usual periods → shortest`, value: line(sum) },
    ...large.map(([table]) => ({
      name: `${on}: ${table}`,
      value: line((sizes) => sizes?.get(table) ?? nothing),
    })),
  ];
}

const textOf = ({ rounds, removed, ms, longest }: Swept): string =>
  [
    `${removed.toLocaleString('en')} rows in ${rounds} hourly rounds`,
    `${(ms / 1000).toFixed(0)} s of work`,
    `longest batch ${Math.round(longest.ms)} ms (${longest.name})`,
  ].join(', ');

type Pages = Awaited<ReturnType<typeof pageTimes>>;

const pageFigures = (on: string, before: Pages, after: Pages): Figure[] =>
  before.map(({ name, times }, at) => ({
    name: `${on}: ${name}`,
    value: `p95 ${p95(times)} ms with all of the year, ${p95(after[at]?.times ?? [])} ms after the usual periods`,
  }));

function p95(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  return (sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0).toFixed(0);
}

if (import.meta.main) {
  for (const { name, value } of await bench()) console.log(`${name}: ${value}`);
}
