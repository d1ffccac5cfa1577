import type { Database } from '../src/kernel/database.ts';

/** Where in the whole database one of these texts stands: `table.column`. */
export async function mentionsOf(db: Database, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tablesOf(db)) {
    const rows = (await db(table).select()) as Record<string, unknown>[];
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (texts.some((text) => String(value).includes(text))) found.push(`${table}.${column}`);
      }
    }
  }
  return [...new Set(found)];
}

/** Every table of the database. */
export async function tablesOf(db: Database): Promise<string[]> {
  const isMaria = (db.client as { config: { client: unknown } }).config.client === 'mysql2';
  const names = isMaria
    ? db('information_schema.tables')
        .whereRaw('table_schema = database()')
        .select<{ name: string }[]>('table_name as name')
    : db('sqlite_master')
        .where({ type: 'table' })
        .andWhereNot('name', 'like', 'sqlite_%')
        .select<{ name: string }[]>('name');
  return (await names).map(({ name }) => name);
}
