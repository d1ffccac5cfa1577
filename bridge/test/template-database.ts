import type { Database as SqliteConnection } from 'better-sqlite3';
import type { Knex } from 'knex';
import mysql from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2';
import { migrations } from '../migrations/index.ts';
import { migrate, openDatabase, type Database } from '../src/kernel/database.ts';
import type { Mariadb } from './mariadb.ts';

/** A database of a test's own until it is closed. */
export interface LentDatabase {
  db: Database;
  close: () => Promise<void>;
}

/** Databases that are migrated once for the whole run, and handed out empty to each test. */
export interface TemplateDatabases {
  open: () => Promise<LentDatabase>;
}

/** SQLite in memory: the migrated schema is kept as bytes, and every database starts from a copy of them. */
export function sqliteTemplate(): TemplateDatabases {
  let bytes: Promise<Buffer> | undefined;
  return {
    open: async () => {
      bytes ??= migratedSqlite();
      // The driver takes the bytes of a database in place of a file's name.
      const db = openDatabase({ kind: 'sqlite', file: (await bytes) as unknown as string });
      return { db, close: () => db.destroy() };
    },
  };
}

async function migratedSqlite(): Promise<Buffer> {
  const db = openDatabase({ kind: 'sqlite', file: ':memory:' });
  await migrate(db, migrations);
  const client = db.client as Knex.Client;
  const connection = (await client.acquireConnection()) as SqliteConnection;
  const bytes = connection.serialize();
  await client.releaseConnection(connection);
  await db.destroy();
  return bytes;
}

interface Shape {
  name: string;
  tables: Map<string, string>;
  /** Tables that the migrations themselves put rows into. */
  seeded: string[];
}

/**
 * MariaDB: the first database is migrated, later ones are made by its `create table` statements, and one
 * that a test has closed is emptied for the next.
 * @param server where they are made
 */
export function mariadbTemplate(server: () => Promise<Mariadb>): TemplateDatabases {
  const free: string[] = [];
  let shape: Promise<Shape> | undefined;
  return {
    open: async () => {
      const running = await server();
      shape ??= migratedMariadb(await running.createDatabase());
      const template = await shape;
      const given = free.pop();
      const url = given ?? (await running.createDatabase());
      await withConnection(url, async (connection) => {
        if (given === undefined) await build(connection, template);
        else await empty(connection, template);
      });
      const db = openDatabase({ kind: 'mariadb', url });
      const close = async () => {
        await db.destroy();
        free.push(url);
      };
      return { db, close };
    },
  };
}

async function migratedMariadb(url: string): Promise<Shape> {
  const db = openDatabase({ kind: 'mariadb', url });
  await migrate(db, migrations);
  await db.destroy();
  return withConnection(url, async (connection) => {
    const names = await tableNames(connection);
    const tables = new Map<string, string>();
    for (const name of names) {
      const [rows] = await connection.query<RowDataPacket[]>(`show create table \`${name}\``);
      tables.set(name, String(rows[0]?.['Create Table']));
    }
    const seeded = await filled(connection, names);
    return { name: new URL(url).pathname.slice(1), tables, seeded };
  });
}

async function build(connection: mysql.Connection, template: Shape): Promise<void> {
  const statements = [...template.tables.values()].map((one) =>
    one.replace(/ AUTO_INCREMENT=\d+/u, ''),
  );
  await connection.query(statements.join(';\n'));
  await seed(connection, template);
}

/** Anything that a test left: rows, tables of its own, tables that it dropped. */
async function empty(connection: mysql.Connection, template: Shape): Promise<void> {
  const there = await tableNames(connection);
  const own = there.filter((name) => !template.tables.has(name));
  const plain = there.filter((name) => template.tables.has(name));
  const dirty = new Set([...(await filled(connection, plain)), ...template.seeded]);
  const statements = [
    ...own.map((name) => `drop table \`${name}\``),
    ...[...dirty]
      .filter((name) => there.includes(name))
      .map((name) => `truncate table \`${name}\``),
    ...[...template.tables].filter(([name]) => !there.includes(name)).map(([, create]) => create),
  ];
  await connection.query(statements.join(';\n'));
  await seed(connection, template);
}

async function seed(connection: mysql.Connection, { name, seeded }: Shape): Promise<void> {
  const statements = seeded.map(
    (table) => `insert into \`${table}\` select * from \`${name}\`.\`${table}\``,
  );
  if (statements.length > 0) await connection.query(statements.join(';\n'));
}

async function tableNames(connection: mysql.Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>('show tables');
  return rows.map((row) => String(Object.values(row)[0]));
}

async function filled(connection: mysql.Connection, names: string[]): Promise<string[]> {
  const asked = names.map((name) => `(select '${name}' as name from \`${name}\` limit 1)`);
  const [rows] = await connection.query<RowDataPacket[]>(asked.join(' union all '));
  return rows.map((row) => String(row['name']));
}

async function withConnection<T>(
  url: string,
  work: (connection: mysql.Connection) => Promise<T>,
): Promise<T> {
  const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
  try {
    await connection.query('set foreign_key_checks = 0');
    return await work(connection);
  } finally {
    await connection.end();
  }
}
