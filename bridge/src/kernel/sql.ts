import pRetry from 'p-retry';
import { z } from 'zod';
import type { Database } from './database.ts';

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

/** What drivers answer to an insert: MariaDB's, SQLite's. */
const inserted = z.union([
  z.tuple([z.object({ affectedRows: z.number() })]).rest(z.unknown()),
  z.object({ changes: z.number() }),
]);

/** Inserts rows, but those that some unique key forbids; answers how many went in. */
export async function insertFree(
  db: Database,
  table: string,
  rows: readonly object[],
): Promise<number> {
  const counts = await inChunks(rows, async (chunk) => {
    const { sql, bindings } = db(table).insert(chunk).onConflict().ignore().toSQL();
    const answer = inserted.parse(await db.raw(sql, [...bindings]));
    return ['changes' in answer ? answer.changes : answer[0].affectedRows];
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Runs `work` in a transaction, and again from the start when it lost a race: another process or a
 * launch made the same row first (unique key), or the database chose it as a deadlock's victim.
 * `work` must therefore read again all that it decides upon.
 */
export function inTransaction<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  return retryingRaces(() => db.transaction((trx) => work(trx)));
}

/** Does `work`, a statement or a transaction, again when it lost a race. */
export function retryingRaces<T>(work: () => PromiseLike<T>): Promise<T> {
  return pRetry(work, {
    retries: 4,
    minTimeout: 20,
    maxTimeout: 500,
    randomize: true,
    shouldRetry: ({ error }) => lostRace(error),
  });
}

const races = new Set([
  'ER_DUP_ENTRY',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]);

/** True for an error that says that somebody else was faster. */
export const lostRace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && races.has(String(error.code));
