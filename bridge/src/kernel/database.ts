import knex, { type Knex } from 'knex';
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

/** Opens the database. SQLite runs with foreign keys and write-ahead log; MariaDB in utf8mb4 and UTC. */
export function openDatabase(settings: DatabaseSettings): Database {
  if (settings.kind === 'sqlite') {
    return knex(sqliteConfig(settings.file));
  }
  return knex({
    client: 'mysql2',
    connection: { uri: settings.url, charset: 'utf8mb4', timezone: 'Z' },
    pool: { min: 0, max: 10 },
  });
}

/** Whether it is an SQLite file; it has one writer, and a transaction is it until it ends. */
export const isSqlite = (db: Database): boolean =>
  (db.client as { driverName: string }).driverName === 'better-sqlite3';

/** Brings the schema up to date; does nothing when it is. */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<void> {
  await db.migrate.latest({
    migrationSource: {
      getMigrations: () => Promise.resolve([...migrations]),
      getMigrationName: (migration: Migration) => migration.name,
      getMigration: (migration: Migration) =>
        Promise.resolve({ up: migration.up, down: () => Promise.resolve() }),
    },
  });
}
