import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';

interface KeyRow {
  name: string;
  value: string;
  created_at: number;
}

/** Where keys are kept. */
export const keyColumn: SealedColumn = { table: 'service_keys', column: 'value', row: 'name' };

/** What stored keys are made with. */
interface StoredKeysDeps {
  db: Database;
  clock: Clock;
  sealing: Sealing;
}

export type StoredKeys = ReturnType<typeof createStoredKeys>;

/** Makes the keys that a bridge makes once and keeps in the database, sealed. */
export const createStoredKeys = (deps: StoredKeysDeps) => ({
  /**
   * Keeps `fresh` under a name unless there is one already; answers the one that counts, on every bridge the same.
   * @param trx within it, where there is one: SQLite has one connection
   */
  keyOf: (name: string, fresh: () => string, trx: Database = deps.db): Promise<string> =>
    keyOf(trx, deps, { name, fresh }),
});

async function keyOf(
  db: Database,
  { sealing, clock }: StoredKeysDeps,
  { name, fresh }: { name: string; fresh: () => string },
): Promise<string> {
  const table = () => db<KeyRow>('service_keys');
  const known = await table().where({ name }).first();
  if (known) return sealing.open(keyColumn, name, known.value);
  const value = sealing.seal(keyColumn, name, fresh());
  await table().insert({ name, value, created_at: clock.now() }).onConflict('name').ignore();
  const kept = await table().where({ name }).first();
  if (!kept) throw new Error(`the key ${name} was not kept`);
  return sealing.open(keyColumn, name, kept.value);
}
