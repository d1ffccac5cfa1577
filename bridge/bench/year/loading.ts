import Sqlite from 'better-sqlite3';
import mysql from 'mysql2/promise';
import type { DatabaseSettings } from '../../src/kernel/database.ts';
import type { Loader, Row } from './rows.ts';

type Value = string | number | null;

/**
 * Opens a connection of its own that asks for nothing twice: no query builder, no foreign keys, nothing that
 * outlives a power cut. A year has four million rows.
 */
export const openLoader = (settings: DatabaseSettings): Promise<Loader> =>
  settings.kind === 'sqlite'
    ? Promise.resolve(sqliteLoader(settings.file))
    : mariadbLoader(settings.url);

function sqliteLoader(file: string): Loader {
  const db = new Sqlite(file);
  for (const pragma of ['synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -200000'])
    db.pragma(pragma);
  const load = (table: string, rows: Iterable<Row>): void => {
    let insert: Sqlite.Statement | undefined;
    db.exec('begin immediate');
    for (const row of rows) {
      insert ??= db.prepare(sqliteInsert(table, Object.keys(row)));
      insert.run(valuesOf(row));
    }
    db.exec('commit');
  };
  return {
    load: (table, rows) => {
      load(table, rows);
      return Promise.resolve();
    },
    close: () => {
      db.close();
      return Promise.resolve();
    },
  };
}

const sqliteInsert = (table: string, columns: readonly string[]): string =>
  `insert into "${table}" (${columns.map((one) => `"${one}"`).join(', ')})
   values (${columns.map(() => '?').join(', ')})`;

/** So many rows make one statement: below what a server takes in one packet. */
const rowsAtOnce = 2_000;

async function mariadbLoader(uri: string): Promise<Loader> {
  const connection = await mysql.createConnection({ uri, charset: 'utf8mb4', timezone: 'Z' });
  await connection.query('set foreign_key_checks = 0, unique_checks = 0');
  const insert = (table: string, columns: readonly string[], rows: readonly Value[][]) =>
    connection.query('insert into ?? (??) values ?', [table, columns, rows]);
  return {
    load: async (table, rows) => {
      await connection.beginTransaction();
      let sent: Promise<unknown> = Promise.resolve();
      for (const { columns, values } of inPortions(rows)) {
        await sent;
        // The next ones are made while the server writes these.
        sent = insert(table, columns, values);
      }
      await sent;
      await connection.commit();
    },
    close: () => connection.end(),
  };
}

function* inPortions(rows: Iterable<Row>): Generator<{ columns: string[]; values: Value[][] }> {
  let columns: string[] = [];
  let values: Value[][] = [];
  for (const row of rows) {
    columns = Object.keys(row);
    values.push(valuesOf(row));
    if (values.length < rowsAtOnce) continue;
    yield { columns, values };
    values = [];
  }
  if (values.length > 0) yield { columns, values };
}

const valuesOf = (row: Row): Value[] =>
  Object.values(row).map((value) => (typeof value === 'boolean' ? Number(value) : value));
