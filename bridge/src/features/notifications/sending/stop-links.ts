import type { Sealing } from '../../../kernel/sealing.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { newSecret } from '../../../kernel/ids.ts';
import { keyOf } from '../outbox/index.ts';
import { createStopTokens, type StopSubject } from './stop-tokens.ts';

/** Makes the addresses that stand in mails to end them. */
export interface StopLinker {
  to: (subject: StopSubject) => string;
  digestOf: (email: string) => string;
}

export type StopLinks = ReturnType<typeof createStopLinks>;

/** The addresses that end mail; the key is made once and kept, the same on every bridge of the database. */
export function createStopLinks(deps: {
  db: Database;
  clock: Clock;
  sealing: Sealing;
  base: string;
}) {
  const { db, clock, sealing, base } = deps;
  const tokens = async (trx: Database = db) =>
    createStopTokens(
      await keyOf({ db: trx, sealing }, 'stop-mail', { fresh: newSecret, now: clock.now() }),
    );
  return {
    tokens,
    /** Within the caller's transaction, where there is one: SQLite has one connection. */
    linker: async (trx?: Database): Promise<StopLinker> => {
      const { make, digestOf } = await tokens(trx);
      return { to: (subject) => `${base}/notices/stop/${make(subject)}`, digestOf };
    },
  };
}
