import type { Database, Migration } from '../src/kernel/database.ts';
import { migrate } from '../src/kernel/database.ts';

interface Column {
  type: string;
  /** It must be written. */
  isNeeded: boolean;
}

/** What a version reads and writes, by table. */
export interface Shape {
  columns: Map<string, Column>;
  /** Each the columns of a unique index. */
  unique: Set<string>;
}

/**
 * What a step of the schema takes away from the version before, which serves on while the later one starts: each as a
 * sentence. That version names all its tables and columns, writes no others, and knows of no later rule.
 */
export function takenAway(
  before: ReadonlyMap<string, Shape>,
  after: ReadonlyMap<string, Shape>,
): string[] {
  return [...before].flatMap(([table, was]) => {
    const is = after.get(table);
    return is ? [...lost(table, was, is), ...demanded(table, was, is)] : [`${table} is gone`];
  });
}

const lost = (table: string, was: Shape, is: Shape): string[] =>
  [...was.columns].flatMap(([name, column]) => {
    const now = is.columns.get(name);
    if (!now) return [`${table}.${name} is gone`];
    return now.type === column.type ? [] : [`${table}.${name} was ${column.type}, is ${now.type}`];
  });

const demanded = (table: string, was: Shape, is: Shape): string[] => [
  ...[...is.columns].flatMap(([name, { isNeeded }]) =>
    isNeeded && !was.columns.get(name)?.isNeeded ? [`${table}.${name} must be written now`] : [],
  ),
  ...[...is.unique]
    .filter((columns) => !was.unique.has(columns))
    .map((columns) => `${table} (${columns}) must be unique now`),
];

/** The shape after each of these steps, in an SQLite database. */
export async function shapesAfter(
  db: Database,
  steps: readonly Migration[],
): Promise<Map<string, Map<string, Shape>>> {
  const shapes = new Map<string, Map<string, Shape>>();
  for (const [at, { name }] of steps.entries()) {
    await migrate(db, steps.slice(0, at + 1));
    shapes.set(name, await shapeOf(db));
  }
  return shapes;
}

async function shapeOf(db: Database): Promise<Map<string, Shape>> {
  const tables = await db('sqlite_master')
    .where({ type: 'table' })
    .andWhereNot('name', 'like', 'sqlite_%')
    .andWhereNot('name', 'like', 'knex_%')
    .pluck<string[]>('name');
  const shapes = new Map<string, Shape>();
  for (const table of tables) {
    shapes.set(table, { columns: await columnsOf(db, table), unique: await uniqueOf(db, table) });
  }
  return shapes;
}

interface ColumnInfo {
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
}

async function columnsOf(db: Database, table: string): Promise<Map<string, Column>> {
  const rows = await db.raw<ColumnInfo[]>('select * from pragma_table_info(?)', [table]);
  return new Map(
    rows.map((row) => [
      row.name,
      { type: row.type, isNeeded: row.notnull === 1 && row.dflt_value === null },
    ]),
  );
}

type Named = { name: string }[];

async function uniqueOf(db: Database, table: string): Promise<Set<string>> {
  const list = 'select name from pragma_index_list(?) where "unique" = 1';
  const unique = new Set<string>();
  for (const { name } of await db.raw<Named>(list, [table])) {
    const columns = await db.raw<Named>('select name from pragma_index_info(?)', [name]);
    unique.add(columns.map((column) => column.name).join(', '));
  }
  return unique;
}
