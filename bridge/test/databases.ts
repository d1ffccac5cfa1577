import { migrations } from '../migrations/index.ts';
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../src/kernel/database.ts';
import { startMariadb, type Mariadb } from './mariadb.ts';
import { partAt } from './parts.ts';

type Open = () => Promise<Database>;

let mariadb: Promise<Mariadb> | undefined;

// One MariaDB serves the whole run; every opened database is new.
after(async () => {
  await (await mariadb)?.stop();
});

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
    rules(opener(() => Promise.resolve({ kind: 'sqlite', file: ':memory:' })));
  });
  const program = partAt('mariadbd');
  (program ? describe : describe.skip)(`${name} (MariaDB)`, function () {
    this.timeout(40_000);
    rules(
      opener(async () => {
        mariadb ??= startMariadb(program ?? '');
        return { kind: 'mariadb', url: await (await mariadb).createDatabase() };
      }),
    );
  });
}

function opener(settings: () => Promise<DatabaseSettings>): Open {
  const opened: Database[] = [];
  afterEach(async () => {
    await Promise.all(first.splice(0).map((work) => work()));
    await Promise.all(opened.splice(0).map((db) => db.destroy()));
  });
  return async () => {
    const db = openDatabase(await settings());
    opened.push(db);
    await migrate(db, migrations);
    return db;
  };
}
