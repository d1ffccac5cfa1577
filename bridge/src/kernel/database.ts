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

/**
 * Brings the schema up to date; does nothing when it is. What a later version has applied stays: it has taken away
 * nothing that this one uses, or `takesAway` says so.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<void> {
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

/** Where knex keeps what it has applied. */
const appliedTable = 'knex_migrations';

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
