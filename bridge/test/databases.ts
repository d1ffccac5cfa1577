import type { Database, DatabaseSettings } from '../src/kernel/database.ts';
import { startMariadb, type Mariadb } from './mariadb.ts';
import { partAt } from './parts.ts';
import { mariadbTemplate, sqliteTemplate, type LentDatabase } from './template-database.ts';

type Open = () => Promise<Database>;

// One MariaDB serves the whole process and ends with it; every opened database is as new.
let mariadb: Promise<Mariadb> | undefined;
const theMariadb = (): Promise<Mariadb> => (mariadb ??= startMariadb(partAt('mariadbd') ?? ''));
const onMariadb = mariadbTemplate(theMariadb);
const onSqlite = sqliteTemplate();

const first: (() => Promise<void>)[] = [];

/** Closes something that uses the database of this rule, before the database is closed. */
export function closeFirst(work: () => Promise<void>): void {
  first.push(work);
}

/**
 * Runs the same rules on SQLite and on a real MariaDB.
 * @param name what is described
 * @param rules gets `open`, which answers an empty, migrated database; it is closed after each rule
 */
export function forEachDatabase(name: string, rules: (open: Open) => void): void {
  describe(`${name} (SQLite)`, () => {
    rules(opener(onSqlite.open));
  });
  (partAt('mariadbd') ? describe : describe.skip)(`${name} (MariaDB)`, () => {
    rules(opener(onMariadb.open));
  });
}

/**
 * One rule on SQLite and on a real MariaDB, in a database without any tables: what migrations do to what was there.
 * @param rule gets where that database is, and opens and closes it
 */
export function itOnEmptyDatabases(
  title: string,
  rule: (settings: DatabaseSettings) => Promise<void>,
): void {
  it(`${title} (SQLite)`, () => rule({ kind: 'sqlite', file: ':memory:' }));
  (partAt('mariadbd') ? it : it.skip)(`${title} (MariaDB)`, async () => {
    const { createDatabase } = await theMariadb();
    await rule({ kind: 'mariadb', url: await createDatabase() });
  });
}

function opener(lend: () => Promise<LentDatabase>): Open {
  const lent: LentDatabase[] = [];
  afterEach(async () => {
    await Promise.all(first.splice(0).map((work) => work()));
    await Promise.all(lent.splice(0).map(({ close }) => close()));
  });
  return async () => {
    const one = await lend();
    lent.push(one);
    return one.db;
  };
}
