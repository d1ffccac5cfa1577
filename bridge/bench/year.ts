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
import { addressBookOf } from './address-book.ts';
import { aBenchCampus } from './campus.ts';
import type { Figure } from './databases.ts';
import { backupTimes } from './year/backup.ts';
import { live, type Year } from './year/history.ts';
import { openLoader } from './year/loading.ts';
import { pageTimes, putOffSweeps, readersOf, type Readers } from './year/pages.ts';
import { yearOf, type Past } from './year/rows.ts';
import { sizesOf, type Size } from './year/sizes.ts';
import { countAll, sweepAll, type Swept } from './year/sweeping.ts';

const tables = Object.values(owners).flat();

/**
 * A year of 10,000 people as it is when nothing was ever let go: what the main pages take of the bridge, how long
 * old data takes to go, how large tables are before and after, and the pages once more; and a backup of all of it,
 * restored. Rows are written straight into the database; everything else is the product's own. `--on sqlite` (or
 * `mariadb`) does with one of them.
 */
export async function bench(): Promise<Figure[]> {
  const only = process.env['BENCH_ON'];
  const program = only === 'sqlite' ? null : partAt('mariadbd');
  const sqlite = only === 'mariadb' ? [] : await onSqlite();
  return [...sqlite, ...(program ? await onMariadb(program) : [])];
}

async function onSqlite(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-year-'));
  try {
    const [year, empty] = ['year.sqlite', 'restored.sqlite'].map((name) => join(folder, name));
    return await measure('SQLite', sqliteIn(year), sqliteIn(empty));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sqliteIn = (file = ''): DatabaseSettings => ({ kind: 'sqlite', file });

/** With as much memory as docker/compose.yaml gives it. */
const memory = '--innodb-buffer-pool-size=1G';

async function onMariadb(program: string): Promise<Figure[]> {
  const mariadb = await startMariadb(program, [memory]);
  try {
    const [year, empty] = [await mariadb.createDatabase(), await mariadb.createDatabase()];
    const on = (url: string): DatabaseSettings => ({ kind: 'mariadb', url });
    return await measure('MariaDB', on(year), on(empty));
  } finally {
    await mariadb.stop();
  }
}

/** @param empty a database to restore into */
async function measure(
  on: string,
  settings: DatabaseSettings,
  empty: DatabaseSettings,
): Promise<Figure[]> {
  const db = openDatabase(settings);
  const lasts = stopwatch(on);
  try {
    const past = await begun(db);
    const year = await seed(settings, past);
    const seen = { past, year, readers: await readersOf(past, year) };
    const full = await sizesOf(db, tables);
    lasts('written');
    const before = await lookedAt(settings, seen);
    const counting = await countAll(db, past.now);
    lasts('pages looked at');
    const backups = await backupTimes(on, settings, empty);
    lasts('backed up and restored');
    const usual = await sweepAll(db, past.now);
    const kept = await sizesOf(db, tables);
    lasts('old data gone');
    const after = await lookedAt(settings, seen);
    const least = await sweepAll(db, past.now, { least: true });
    return [
      { name: `${on}: whole run`, value: lasts('gone by the shortest periods') },
      ...sizeFigures(on, [full, kept, await sizesOf(db, tables)]),
      { name: `${on}: old data gone, by the usual periods`, value: textOf(usual) },
      { name: `${on}: old data gone, by the shortest periods`, value: textOf(least) },
      { name: `${on}: what is kept counted anew, all of the year`, value: countedText(counting) },
      ...backups,
      ...pageFigures(on, before, after),
    ];
  } finally {
    await db.destroy();
  }
}

/** A campus whose year is about to be written. */
async function begun(db: Database): Promise<Past> {
  await migrate(db, migrations);
  const campus = await aBenchCampus(db, yearOf.people);
  await addressBookOf(db, campus).catchUp();
  return { db, people: campus.known.map(({ id }) => id), now: Date.now() };
}

/** Tells whoever waits how far it is. */
function stopwatch(on: string): (step: string) => string {
  const begun = performance.now();
  return (step) => {
    const minutes = `${((performance.now() - begun) / 60_000).toFixed(1)} min`;
    process.stderr.write(`  ${on}: ${step} after ${minutes}\n`);
    return minutes;
  };
}

async function seed(settings: DatabaseSettings, { people, now }: Past): Promise<Year> {
  const { load, close } = await openLoader(settings);
  try {
    return await live({ people, now, load });
  } finally {
    await close();
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

const countedText = ({ ms, longest }: Pick<Swept, 'ms' | 'longest'>): string =>
  `${ms.toFixed(0)} ms, longest ${longest.ms.toFixed(0)} ms (${longest.name})`;

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
