import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { migrations } from '../../../migrations/index.ts';
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
import { withSnapshot } from './snapshot.ts';

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

async function intoServer(restoring: Restoring, content: Content): Promise<void> {
  const { into, replace, log } = restoring;
  if (!replace) await requireEmpty(into, log);
  const db = openDatabase(into, log);
  try {
    await dropTables(db);
  } finally {
    await db.destroy();
  }
  await fill(into, restoring, content);
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

async function dropTables(db: Database): Promise<void> {
  const tables = [...(await ownTables(db)), 'knex_migrations', 'knex_migrations_lock'];
  await db.transaction(async (trx) => {
    await trx.raw('set foreign_key_checks = 0');
    for (const table of tables) await trx.schema.dropTableIfExists(table);
    await trx.raw('set foreign_key_checks = 1');
  });
}

/** @throws BackupError where what is in the database afterwards is not what is in the backup */
async function fill(
  into: DatabaseSettings,
  { file, log }: Restoring,
  { verified, schema }: Content,
): Promise<void> {
  const db = openDatabase(into, log);
  try {
    await migrate(db, migrationsNamed(verified.head.migrations));
    await fillTables(db, schema, file);
    if (!areEqual(verified.tallies, await talliesOf(into, schema, log))) {
      throw new BackupError('What is in the database now is not what is in the backup.');
    }
    await migrate(db, migrations);
  } finally {
    await db.destroy();
  }
}

const talliesOf = (
  settings: DatabaseSettings,
  schema: Schema,
  log: Log,
): Promise<Record<string, Tally>> =>
  withSnapshot(settings, log, async (snapshot) => {
    const tallies: Record<string, Tally> = {};
    for (const [table, columns] of schema) {
      const tally = createTally();
      for await (const row of snapshot.rows(table, columns)) tally.add(row);
      tallies[table] = tally.result();
    }
    return tallies;
  });
