import { setTimeout as wait } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import type { Log } from './log.ts';
import { sqliteConfig } from './sqlite.ts';

export type Database = Knex;

/**
 * A question about tables of whoever made it, that somebody else asks within their own: one statement reads
 * the tables of two owners, and each owner's are named by that owner only.
 */
export type Subquery = Knex.QueryBuilder;

/** Where the data is: an SQLite file (`:memory:` for tests) or a MariaDB/MySQL address. */
export type DatabaseSettings = { kind: 'sqlite'; file: string } | { kind: 'mariadb'; url: string };

/** One step forward of the schema. Names sort in the order in which they are applied; never edit an applied one. */
export interface Migration {
  name: string;
  up: (db: Knex) => Promise<void>;
}

/**
 * Opens the database. SQLite runs with foreign keys and write-ahead log; MariaDB in utf8mb4 and UTC.
 * @param log takes what the driver says by itself; the process' error output where none is given
 */
export function openDatabase(settings: DatabaseSettings, log?: Log): Database {
  const words = log ? { log: driverLog(log) } : {};
  if (settings.kind === 'sqlite') {
    return knex({ ...sqliteConfig(settings.file), ...words });
  }
  return knex({
    ...words,
    client: 'mysql2',
    connection: { uri: settings.url, charset: 'utf8mb4', timezone: 'Z' },
    pool: { min: 0, max: 10 },
  });
}

const driverLog = (log: Log): Knex.Logger => ({
  error: (message: unknown) => log.error({ message }, 'database'),
  warn: (message: unknown) => log.warn({ message }, 'database'),
  deprecate: (method: string, alternative: string) =>
    log.warn({ method, alternative }, 'database: deprecated'),
  debug: (message: unknown) => log.debug({ message }, 'database'),
});

/** Whether it is an SQLite file; it has one writer, and a transaction is it until it ends. */
export const isSqlite = (db: Database): boolean =>
  (db.client as { driverName: string }).driverName === 'better-sqlite3';

/** Where knex keeps what it has applied. */
const appliedTable = 'knex_migrations';

/** Where knex notes that a migration is under way. */
const lockTable = 'knex_migrations_lock';

/** For so long another process that brings the schema up to date is waited for, seconds. */
const usualPatience = 120;

/**
 * Brings the schema up to date; does nothing when it is. What a later version has applied stays: it has taken away
 * nothing that this one uses, or `takesAway` says so. Of several bridges that start together one does it. Knex's own
 * lock is a row, which a process that is killed leaves locked for good: it is freed by whoever may be sure that nobody
 * migrates.
 * @param patience how long another process is waited for, seconds
 */
export async function migrate(
  db: Database,
  migrations: readonly Migration[],
  patience = usualPatience,
): Promise<void> {
  if (isSqlite(db)) {
    await untilUnlocked(db, patience);
    await db.migrate.forceFreeMigrationsLock();
    return latest(db, migrations);
  }
  // Bridges that make knex's lock at the same moment lock each other out: this one is the server's, and ends with us.
  await db.transaction(async (trx) => {
    const [rows] = (await trx.raw(
      "select get_lock(concat('migrations ', md5(database())), ?) as taken",
      [patience],
    )) as [{ taken: number | null }[]];
    try {
      if (rows[0]?.taken === 1) await db.migrate.forceFreeMigrationsLock();
      await latest(db, migrations);
    } finally {
      await trx.raw("select release_lock(concat('migrations ', md5(database())))");
    }
  });
}

/** Waits for another process that migrates this file. */
async function untilUnlocked(db: Database, patience: number): Promise<void> {
  const locks = () => db<{ is_locked: number }>(lockTable);
  const isLocked = async (): Promise<boolean> =>
    (await db.schema.hasTable(lockTable)) && Boolean(await locks().where({ is_locked: 1 }).first());
  const end = Date.now() + patience * 1000;
  while ((await isLocked()) && Date.now() < end) await wait(250);
}

async function latest(db: Database, migrations: readonly Migration[]): Promise<void> {
  await db.migrate.latest({
    disableMigrationsListValidation: true,
    migrationSource: {
      getMigrations: () => Promise.resolve([...migrations]),
      getMigrationName: (migration: Migration) => migration.name,
      getMigration: (migration: Migration) =>
        Promise.resolve({ up: migration.up, down: () => Promise.resolve() }),
    },
  });
}

/** Whether a migration takes away what earlier versions use (expand, then contract): its name says so. */
export const takesAway = (name: string): boolean => name.endsWith('-contract');

/** How far a database's schema is, read without changing anything. */
export interface MigrationState {
  /** Not applied yet. */
  pending: string[];
  /** Applied by a later version. */
  unknown: string[];
}

/** Of a database that no migration has ever been applied to, all are pending. */
export async function migrationState(
  db: Database,
  migrations: readonly Migration[],
): Promise<MigrationState> {
  const isKept = await db.schema.hasTable(appliedTable);
  const rows = isKept ? await db<{ name: string }>(appliedTable).select('name') : [];
  const applied = new Set(rows.map(({ name }) => name));
  const known = new Set(migrations.map(({ name }) => name));
  return {
    pending: [...known].filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !known.has(name)),
  };
}
