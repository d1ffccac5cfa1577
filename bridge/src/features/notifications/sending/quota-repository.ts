import type { Database } from '../../../kernel/database.ts';

interface QuotaRow {
  person_id: string;
  day: string;
  used: number;
  reached_at: number | null;
}

/** Whose quota of which day. */
export interface QuotaKey {
  personId: string;
  day: string;
}

const table = (db: Database) => db<QuotaRow>('mail_quotas');
const where = ({ personId, day }: QuotaKey) => ({ person_id: personId, day });

async function begin(db: Database, key: QuotaKey): Promise<void> {
  const row = { ...where(key), used: 0, reached_at: null };
  await table(db).insert(row).onConflict(['person_id', 'day']).ignore();
}

/** Counts so many mails, all or none, however many come at once; false when that would be more than `most`. */
export async function countMails(
  db: Database,
  key: QuotaKey,
  { count, most }: { count: number; most: number },
): Promise<boolean> {
  const add = () =>
    table(db)
      .where(where(key))
      .andWhere('used', '<=', most - count)
      .increment('used', count);
  if ((await add()) === 1) return true;
  // Counting comes first: rows that are there are locked once, and nobody waits for each other in a circle.
  if (await table(db).where(where(key)).first()) return false;
  await begin(db, key);
  return (await add()) === 1;
}

/** Notes that it is used up; false when that was noted before. */
export async function noteReached(db: Database, key: QuotaKey, now: number): Promise<boolean> {
  const row = await table(db).where(where(key)).first();
  if (row && row.reached_at !== null) return false;
  const first = { ...where(key), reached_at: null };
  if ((await table(db).where(first).update({ reached_at: now })) === 1) return true;
  if (row) return false;
  await begin(db, key);
  return (await table(db).where(first).update({ reached_at: now })) === 1;
}

/** Forgets days before one. */
export async function forgetQuotas(db: Database, before: string): Promise<void> {
  await table(db).where('day', '<', before).delete();
}
