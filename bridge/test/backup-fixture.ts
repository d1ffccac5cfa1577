import { gunzipSync, gzipSync } from 'node:zlib';
import { composeRegistry } from '../src/app/registry.ts';
import { readConfig } from '../src/app/config.ts';
import { createTally, readLine } from '../src/cli/backup/format.ts';
import type { backupCommand } from '../src/cli/backup/index.ts';
import { migrations } from '../migrations/index.ts';
import { systemClock } from '../src/kernel/clock.ts';
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../src/kernel/database.ts';
import { newSecret } from '../src/kernel/ids.ts';
import { createLog } from '../src/kernel/log.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { tablesOf } from './whole-database.ts';

export type Command = typeof backupCommand;
type Row = Record<string, unknown>;

const addressOf = (where: DatabaseSettings): string =>
  where.kind === 'sqlite' ? `sqlite:${where.file}` : where.url;

/** Runs a command on a database, at an address where no bridge listens. */
export async function run(command: Command, where: DatabaseSettings, args: string[]) {
  const lines: string[] = [];
  const environment = {
    ...bridgeSettings,
    CAMPUS_MEET_DATABASE: addressOf(where),
    CAMPUS_MEET_LISTEN: '127.0.0.1:1',
  };
  const code = await command(environment, args, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

/** A portal with a secret, and many rows: names of all scripts, empty texts, nothing, large numbers. */
async function fillIn(db: Database): Promise<void> {
  const config = readConfig(bridgeSettings);
  const { portals } = composeRegistry({
    config,
    db,
    clock: systemClock,
    log: createLog('silent'),
  });
  await portals.add({
    issuer: 'https://my.uni.test',
    name: '𠮷野 "quoted" \\ \n 🎓',
    origins: ['https://my.uni.test'],
    trust: { kind: 'secret', secret: newSecret() },
  });
  const leases = Array.from({ length: 450 }, (_, n) => ({
    name: `job ${n}`,
    owner: n % 2 === 0 ? '' : 'ü'.repeat(100),
    lease_until: 1_790_000_000_000 + n,
  }));
  for (let at = 0; at < leases.length; at += 100) {
    await db('job_leases').insert(leases.slice(at, at + 100));
  }
}

/** All rows, by table, in an order of their own. */
export async function contentOf(db: Database): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of await tablesOf(db)) {
    if (table.startsWith('knex_')) continue;
    const rows = (await db(table).select()) as Row[];
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  }
  return all;
}

/** A backup that is whole, with one row twice, which no table takes. */
export function doubled(backup: Buffer, name: string): Buffer {
  let table = '';
  const tally = createTally();
  const lines = gunzipSync(backup).toString().trimEnd().split('\n');
  const all = lines.slice(0, -1).flatMap((text) => {
    const line = readLine(text);
    if (line.is === 'table') ({ table } = line);
    if (line.is !== 'row' || table !== 'job_leases') return [text];
    const twice = line.row.includes(name) ? [text, text] : [text];
    for (let at = 0; at < twice.length; at += 1) tally.add(line.row);
    return twice;
  });
  const end = JSON.parse(lines.at(-1) ?? '') as { end: Record<string, unknown> };
  end.end['job_leases'] = tally.result();
  return gzipSync(`${[...all, JSON.stringify(end)].join('\n')}\n`);
}

export async function withDatabase<T>(
  where: DatabaseSettings,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = openDatabase(where);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** A database of this version with something in it; answers what. */
export const filled = (where: DatabaseSettings) =>
  withDatabase(where, async (db) => {
    await migrate(db, migrations);
    await fillIn(db);
    return contentOf(db);
  });
