import type { Database } from '../../../kernel/database.ts';
import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';

interface KeyRow {
  name: string;
  value: string;
  created_at: number;
}

/** Where keys are kept. */
export const keyColumn: SealedColumn = { table: 'service_keys', column: 'value', row: 'name' };

/** Keeps `fresh` under a name unless there is one already; answers the one that counts, on every bridge the same. */
export async function keyOf(
  { db, sealing }: { db: Database; sealing: Sealing },
  name: string,
  { fresh, now }: { fresh: () => string; now: number },
): Promise<string> {
  const table = () => db<KeyRow>('service_keys');
  const known = await table().where({ name }).first();
  if (known) return sealing.open(keyColumn, name, known.value);
  const value = sealing.seal(keyColumn, name, fresh());
  await table().insert({ name, value, created_at: now }).onConflict('name').ignore();
  const kept = await table().where({ name }).first();
  if (!kept) throw new Error(`the key ${name} was not kept`);
  return sealing.open(keyColumn, name, kept.value);
}
