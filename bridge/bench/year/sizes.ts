import { z } from 'zod';
import { isSqlite, type Database } from '../../src/kernel/database.ts';

/** How much of a table there is. */
export interface Size {
  rows: number;
  /** With its indexes. */
  bytes: number;
}

const sqlite = z.array(z.object({ table: z.string(), bytes: z.number() }));
const mariadb = z
  .tuple([z.array(z.object({ table: z.string(), bytes: z.coerce.number() }))])
  .rest(z.unknown());

/** The largest tables first. */
export async function sizesOf(db: Database, tables: readonly string[]): Promise<Map<string, Size>> {
  const bytes = new Map((await bytesOf(db, tables)).map((one) => [one.table, one.bytes]));
  const sizes: [string, Size][] = [];
  for (const table of tables) {
    const row = await db(table).count<{ n: number }>({ n: '*' }).first();
    sizes.push([table, { rows: row?.n ?? 0, bytes: bytes.get(table) ?? 0 }]);
  }
  return new Map(sizes.sort(([, one], [, other]) => other.bytes - one.bytes));
}

async function bytesOf(db: Database, tables: readonly string[]) {
  if (isSqlite(db)) {
    const answer: unknown = await db.raw(
      `select m.tbl_name as "table", sum(s.pgsize) as bytes from dbstat s
       join sqlite_master m on m.name = s.name group by m.tbl_name`,
    );
    return sqlite.parse(answer);
  }
  // What it says of sizes is of when it counted last.
  for (const table of tables) await db.raw('analyze table ??', [table]);
  const answer: unknown = await db.raw(
    `select table_name as "table", data_length + index_length as bytes
     from information_schema.tables where table_schema = database()`,
  );
  return mariadb.parse(answer)[0];
}
