import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

interface PasswordRow {
  person_id: string;
  hash: string;
  set_at: number;
}

const passwords = (db: Database) => db<PasswordRow>('person_passwords');

/** The hash (argon2, with its own salt and costs) and since when; null for somebody without a password. */
export async function findPassword(
  db: Database,
  personId: string,
): Promise<{ hash: string; setAt: number } | null> {
  const row = await passwords(db).where({ person_id: personId }).first();
  return row ? { hash: row.hash, setAt: row.set_at } : null;
}

/** Those of these people who have one. */
export async function withPassword(
  db: Database,
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await inChunks(personIds, (chunk) =>
    passwords(db).whereIn('person_id', chunk).select('person_id'),
  );
  return new Set(rows.map((row) => row.person_id));
}

/** Sets or replaces a password. @param hash never the password itself */
export async function savePassword(
  db: Database,
  personId: string,
  { hash, now }: { hash: string; now: number },
): Promise<void> {
  await passwords(db)
    .insert({ person_id: personId, hash, set_at: now })
    .onConflict('person_id')
    .merge(['hash', 'set_at']);
}

/** Puts a stronger hash of the same password in the place of the former, unless it was changed meanwhile. */
export async function strengthenPassword(
  db: Database,
  personId: string,
  { before, after }: { before: string; after: string },
): Promise<void> {
  await passwords(db).where({ person_id: personId, hash: before }).update({ hash: after });
}
