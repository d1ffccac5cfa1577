import type { Database } from '../../../kernel/database.ts';
import pRetry from 'p-retry';

/**
 * Runs `work` in a transaction, and again from the start when it lost a race: another process or a
 * launch made the same row first (unique key), or the database chose it as a deadlock's victim.
 * `work` must therefore read again all that it decides upon.
 */
export function inTransaction<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  return pRetry(() => db.transaction((trx) => work(trx)), {
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
