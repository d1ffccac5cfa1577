import Sqlite from 'better-sqlite3';
import { openDatabase, type Database, type DatabaseSettings } from '../../kernel/database.ts';
import type { Log } from '../../kernel/log.ts';
import { BackupError, type Value } from './format.ts';

/** A database as it is at one moment, while others go on writing to it. */
export interface Snapshot {
  /** Names of the applied migrations. */
  migrations: () => Promise<string[]>;
  /** The rows of a table, their values in the order of the columns. */
  rows: (table: string, columns: readonly string[]) => AsyncIterable<Value[]>;
}

/** Reads a database as it is now, however long `work` takes and whatever bridges write meanwhile; stops nobody. */
export function withSnapshot<T>(
  settings: DatabaseSettings,
  log: Log,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return settings.kind === 'sqlite'
    ? withSqlite(settings.file, work)
    : withMariadb(settings, log, work);
}

type Row = Record<string, unknown>;

const valuesOf = (row: Row, columns: readonly string[]): Value[] =>
  columns.map((column) => {
    const value = row[column];
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    throw new BackupError(
      `The column ${column} holds a ${typeof value}, which no migration makes.`,
    );
  });

const applied = 'knex_migrations';

/** With a write-ahead log a transaction that only reads sees one moment, and stops no writer. */
async function withSqlite<T>(file: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const db = new Sqlite(file, { fileMustExist: true });
  try {
    db.exec('begin');
    return await work({
      migrations: () => {
        const rows = db.prepare(`select name from ${applied} order by id`).all() as Row[];
        return Promise.resolve(rows.map(({ name }) => String(name)));
      },
      rows: async function* (table, columns) {
        // An await for each row lets everything else of this process go on.
        for (const row of db.prepare(`select * from "${table}"`).iterate()) {
          yield await Promise.resolve(valuesOf(row as Row, columns));
        }
      },
    });
  } finally {
    db.close();
  }
}

/** The rows of a table of a database server as a transaction sees them. */
export const rowsIn = (trx: Database): Snapshot['rows'] =>
  async function* (table, columns) {
    const stream = trx(table).select<Row[]>().stream();
    for await (const row of stream as AsyncIterable<Row>) yield valuesOf(row, columns);
  };

/** InnoDB's repeatable read sees the moment of its first question. */
async function withMariadb<T>(
  settings: DatabaseSettings,
  log: Log,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const db = openDatabase(settings, log);
  const trx = await db.transaction(null, { isolationLevel: 'repeatable read' });
  try {
    return await work({
      migrations: async () => {
        const rows = await trx(applied).orderBy('id').select<{ name: string }[]>('name');
        return rows.map(({ name }) => name);
      },
      rows: rowsIn(trx),
    });
  } finally {
    await trx.rollback();
    await db.destroy();
  }
}
