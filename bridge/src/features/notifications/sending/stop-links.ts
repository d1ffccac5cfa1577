import type { Database } from '../../../kernel/database.ts';
import { newSecret } from '../../../kernel/ids.ts';
import type { StoredKeys } from '../outbox/index.ts';
import { createStopTokens, type StopSubject } from './stop-tokens.ts';

/** Makes the addresses that stand in mails to end them. */
export interface StopLinker {
  to: (subject: StopSubject) => string;
  digestOf: (email: string) => string;
}

export type StopLinks = ReturnType<typeof createStopLinks>;

/** The addresses that end mail; the key is made once and kept, the same on every bridge of the database. */
export function createStopLinks({ keys, base }: { keys: StoredKeys; base: string }) {
  const tokens = async (trx?: Database) =>
    createStopTokens(await keys.keyOf('stop-mail', newSecret, trx));
  return {
    tokens,
    /** Within the caller's transaction, where there is one: SQLite has one connection. */
    linker: async (trx?: Database): Promise<StopLinker> => {
      const { make, digestOf } = await tokens(trx);
      return { to: (subject) => `${base}/notices/stop/${make(subject)}`, digestOf };
    },
  };
}
