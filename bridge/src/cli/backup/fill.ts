import { isSqlite, type Database } from '../../kernel/database.ts';
import { BackupError, type Value } from './format.ts';
import { readBackup } from './read.ts';
import type { Schema } from './schema.ts';

/** How much is written in one statement: rows, and characters of their JSON. */
const most = { rows: 100, characters: 500_000 };

/**
 * Fills the tables of a schema, which are emptied first, with what a backup holds; all of it, or nothing.
 * @param check looks at what is there then; what it throws undoes all
 */
export async function fillTables(
  db: Database,
  { schema, file }: { schema: Schema; file: string },
  check: (trx: Database) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await db.transaction(async (trx) => {
    // Rows come table by table: what they point to may come later.
    await trx.raw(isSqlite(db) ? 'pragma defer_foreign_keys = on' : 'set foreign_key_checks = 0');
    for (const table of schema.keys()) await trx(table).delete();
    const batch = createBatch(trx);
    await readBackup(file, {
      table: async (table, columns) => {
        await batch.flush();
        if (schema.get(table)?.join() !== columns.join()) {
          throw new BackupError(`The backup has another table ${table} than its version made.`);
        }
        batch.begin(table, columns);
      },
      row: batch.add,
    });
    await batch.flush();
    await check(trx);
    if (!isSqlite(db)) await trx.raw('set foreign_key_checks = 1');
  });
}

/** Rows of one table that are written together. */
function createBatch(trx: Database) {
  let table = '';
  let columns: readonly string[] = [];
  let rows: Record<string, Value>[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (rows.length > 0) await trx(table).insert(rows);
    rows = [];
    size = 0;
  };
  return {
    begin: (named: string, itsColumns: readonly string[]): void => {
      table = named;
      columns = itsColumns;
    },
    add: async (row: Value[]): Promise<void> => {
      rows.push(Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])));
      size += JSON.stringify(row).length;
      if (rows.length >= most.rows || size >= most.characters) await flush();
    },
    flush,
  };
}
