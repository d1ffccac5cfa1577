import type { Database } from '../../../kernel/database.ts';

/** SQLite takes 500 rows in one insert and some thousand values in one question; this is well below both. */
const chunkSize = 200;

/** Does `work` for slices of `items`, one after the other, and joins what comes back. */
export async function inChunks<T, R>(
  items: readonly T[],
  work: (chunk: T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const all: R[] = [];
  for (let start = 0; start < items.length; start += chunkSize) {
    all.push(...(await work(items.slice(start, start + chunkSize))));
  }
  return all;
}

/** Inserts rows, or replaces those whose key is there already. */
export async function upsert(
  db: Database,
  into: { table: string; key: string[] },
  rows: readonly object[],
): Promise<void> {
  await inChunks(rows, async (chunk) => {
    await db(into.table).insert(chunk).onConflict(into.key).merge();
    return [];
  });
}

/** Inserts new rows; fails when one of them is there already. */
export async function insertAll(
  db: Database,
  table: string,
  rows: readonly object[],
): Promise<void> {
  await inChunks(rows, async (chunk) => {
    await db(table).insert(chunk);
    return [];
  });
}
