import type { Database } from '../../../kernel/database.ts';

/** The columns of a table's primary key first, then of each other key that is unique. */
export interface UniqueKeys {
  primary: string[];
  all: string[][];
}

/**
 * The keys that a table has, read from the database itself: what a merge may not have twice is known without
 * being stated anywhere a second time.
 */
export async function uniqueKeysOf(db: Database, table: string): Promise<UniqueKeys> {
  const { config } = db.client as { config: { client: unknown } };
  const keys = await (config.client === 'mysql2' ? mariadbKeys : sqliteKeys)(db, table);
  const [primary] = keys;
  if (!primary) throw new Error(`${table} has no primary key`);
  return { primary, all: keys };
}

async function mariadbKeys(db: Database, table: string): Promise<string[][]> {
  const rows = await db('information_schema.statistics')
    .whereRaw('table_schema = database()')
    .where({ table_name: table, non_unique: 0 })
    .orderBy('seq_in_index')
    .select<{ name: string; column: string }[]>('index_name as name', 'column_name as column');
  const keys = [...Map.groupBy(rows, ({ name }) => name)];
  return keys
    .sort(([a], [b]) => Number(b === 'PRIMARY') - Number(a === 'PRIMARY'))
    .map(([, columns]) => columns.map(({ column }) => column));
}

async function sqliteKeys(db: Database, table: string): Promise<string[][]> {
  const columns = await db.raw<{ name: string; pk: number }[]>(`pragma table_info(??)`, [table]);
  const primary = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name);
  const indexes = await db.raw<{ name: string; unique: number; origin: string }[]>(
    `pragma index_list(??)`,
    [table],
  );
  const others = indexes.filter((index) => index.unique === 1 && index.origin !== 'pk');
  const keys = await Promise.all(
    others.map(async ({ name }) => {
      const parts = await db.raw<{ name: string }[]>(`pragma index_info(??)`, [name]);
      return parts.map((part) => part.name);
    }),
  );
  return [primary, ...keys];
}
