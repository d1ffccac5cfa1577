import type { Database } from '../../kernel/database.ts';

interface KeyRow {
  name: string;
  value: string;
  created_at: number;
}

/** Keeps `fresh` under a name unless there is one already; answers the one that counts, on every bridge the same. */
export async function keyOf(
  db: Database,
  name: string,
  { fresh, now }: { fresh: () => string; now: number },
): Promise<string> {
  const table = () => db<KeyRow>('service_keys');
  const known = await table().where({ name }).first();
  if (known) return known.value;
  await table().insert({ name, value: fresh(), created_at: now }).onConflict('name').ignore();
  const kept = await table().where({ name }).first();
  if (!kept) throw new Error(`the key ${name} was not kept`);
  return kept.value;
}
