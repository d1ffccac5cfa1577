import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../../migrations/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import {
  migrate,
  migrationState,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../../kernel/database.ts';
import type { Log } from '../../kernel/log.ts';
import { keepPrivate } from '../../kernel/private-file.ts';
import { BackupError, createTally, type Tally } from './format.ts';
import { areEqual, readBackup, type Verified } from './read.ts';
import { fillTables } from './fill.ts';
import { migrationsNamed, schemaOf, type Schema } from './schema.ts';
import { rowsIn, withSnapshot, type Snapshot } from './snapshot.ts';
import { writeBackup } from './write.ts';

/** What is restored, and where to. */
export interface Restoring {
  file: string;
  into: DatabaseSettings;
  /** What is there may go. */
  replace: boolean;
  log: Log;
}

/**
 * Restores a backup: reads it whole before anything is touched, fills the schema of its time, reads that again and
 * compares, and only then goes on to this version's schema.
 * @throws BackupError in words
 */
export async function restoreBackup(restoring: Restoring): Promise<Verified> {
  const verified = await readBackup(restoring.file);
  const steps = migrationsNamed(verified.head.migrations);
  const schema = await schemaOf(steps);
  if (restoring.into.kind === 'sqlite') {
    await intoFile(restoring, restoring.into.file, { verified, schema });
  } else await intoServer(restoring, { verified, schema });
  return verified;
}

interface Content {
  verified: Verified;
  schema: Schema;
}

/** A new file is made beside the old one, which it replaces at the end, at once. */
async function intoFile(restoring: Restoring, file: string, content: Content): Promise<void> {
  const { replace, log } = restoring;
  if (existsSync(file) && !replace) await requireEmpty({ kind: 'sqlite', file }, log);
  const fresh = `${file}.restoring`;
  await removeSqlite(fresh);
  keepPrivate(fresh);
  const made = { kind: 'sqlite', file: fresh } as const;
  try {
    await fill(made, restoring, content);
    // Of the old one: with the new file they would be taken for its own.
    await removeBeside(file);
    await rename(fresh, file);
  } finally {
    await removeSqlite(fresh);
  }
}

async function removeBeside(file: string): Promise<void> {
  for (const end of ['-wal', '-shm', '-journal']) await rm(file + end, { force: true });
}

async function removeSqlite(file: string): Promise<void> {
  await removeBeside(file);
  await rm(file, { force: true });
}

/**
 * What is on a server is replaced in one transaction: whatever fails, and whoever ends us, it is there still. Changes
 * of the schema would end that transaction, so the tables are brought to this version before, and a backup of an
 * earlier version in a file of its own.
 */
async function intoServer(restoring: Restoring, content: Content): Promise<void> {
  const { into, replace, log } = restoring;
  if (!replace) await requireEmpty(into, log);
  const db = openDatabase(into, log);
  try {
    await ownTables(db);
    await migrate(db, migrations);
    await ofThisVersion(restoring, content, async (file, { schema, verified }) => {
      await fillTables(db, { schema, file }, async (trx) =>
        requireSame(verified.tallies, await talliesOf(rowsIn(trx), schema)),
      );
    });
  } finally {
    await db.destroy();
  }
}

/** Hands on a backup of this version with the same content. */
async function ofThisVersion(
  restoring: Restoring,
  content: Content,
  work: (file: string, content: Content) => Promise<void>,
): Promise<void> {
  const applied = new Set(content.verified.head.migrations);
  if (migrations.every(({ name }) => applied.has(name))) return work(restoring.file, content);
  const folder = await mkdtemp(join(tmpdir(), 'campus-meet-restore-'));
  try {
    const made = { kind: 'sqlite', file: join(folder, 'restoring.sqlite') } as const;
    await fill(made, restoring, content);
    const file = join(folder, 'backup');
    await withSnapshot(made, restoring.log, (snapshot) => writeBackup(file, snapshot, systemClock));
    await work(file, { verified: await readBackup(file), schema: await schemaOf(migrations) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws BackupError where somebody's data are there */
async function requireEmpty(into: DatabaseSettings, log: Log): Promise<void> {
  const db = openDatabase(into, log);
  try {
    for (const table of await ownTables(db)) {
      if ((await db(table).first()) === undefined) continue;
      throw new BackupError(
        `The database is not empty (${table}). Make a backup of it, and then say --replace.`,
      );
    }
  } finally {
    await db.destroy();
  }
}

/** The tables that the applied migrations have made. @throws BackupError where a later version made some */
async function ownTables(db: Database): Promise<string[]> {
  const { pending, unknown } = await migrationState(db, migrations);
  if (unknown.length > 0) {
    throw new BackupError(
      'The database is of a later version of Campus Meet: empty it yourself, or use that version.',
    );
  }
  const applied = migrations.filter(({ name }) => !pending.includes(name));
  const tables = [...(await schemaOf(applied)).keys()];
  return applied.length === 0 ? [] : tables;
}

/** Makes a new file. @throws BackupError where what is in it afterwards is not what is in the backup */
async function fill(
  into: DatabaseSettings,
  { file, log }: Restoring,
  { verified, schema }: Content,
): Promise<void> {
  const db = openDatabase(into, log);
  try {
    await migrate(db, migrationsNamed(verified.head.migrations));
    await fillTables(db, { schema, file });
    const tallies = await withSnapshot(into, log, ({ rows }) => talliesOf(rows, schema));
    requireSame(verified.tallies, tallies);
    await migrate(db, migrations);
  } finally {
    await db.destroy();
  }
}

function requireSame(expected: Record<string, Tally>, found: Record<string, Tally>): void {
  if (areEqual(expected, found)) return;
  throw new BackupError('What was written is not what is in the backup. Nothing was changed.');
}

async function talliesOf(rows: Snapshot['rows'], schema: Schema): Promise<Record<string, Tally>> {
  const tallies: Record<string, Tally> = {};
  for (const [table, columns] of schema) {
    const tally = createTally();
    for await (const row of rows(table, columns)) tally.add(row);
    tallies[table] = tally.result();
  }
  return tallies;
}
