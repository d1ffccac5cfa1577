import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { inChunks, upsert } from '../../../kernel/sql.ts';

interface MarkRow {
  person_id: string;
  /** Another one at each marking, so that a mark made meanwhile is not taken away with an older one. */
  mark: string;
}

/** Marks people whose entries must be made anew. Runs in the transaction that changes them. */
export async function markPeople(trx: Database, personIds: readonly string[]): Promise<void> {
  const mark = newId();
  const rows = [...new Set(personIds)].sort().map((person_id) => ({ person_id, mark }));
  await upsert(trx, { table: 'address_book_marks', key: ['person_id'] }, rows);
}

/** Takes some marked people for this transaction; those that another bridge has taken are passed over. */
export async function takeMarked(trx: Database, limit: number): Promise<MarkRow[]> {
  const marked = trx<MarkRow>('address_book_marks').orderBy('person_id').limit(limit);
  const { config } = trx.client as { config: { client: unknown } };
  // SQLite has one writer at a time and knows no locks of rows.
  if (config.client === 'mysql2') void marked.forUpdate().skipLocked();
  return marked;
}

/** Takes off these very marks: whoever was marked again meanwhile stays marked. */
export async function unmark(trx: Database, marks: readonly MarkRow[]): Promise<void> {
  for (const [mark, rows] of Map.groupBy(marks, (row) => row.mark)) {
    const ids = rows.map((row) => row.person_id);
    await inChunks(ids, async (chunk) => {
      await trx<MarkRow>('address_book_marks').where({ mark }).whereIn('person_id', chunk).delete();
      return [];
    });
  }
}

/** How many entries are behind what is known of the people. */
export async function countMarked(db: Database): Promise<number> {
  const row = await db('address_book_marks').count<{ n: number | string }>({ n: '*' }).first();
  return Number(row?.n ?? 0);
}

interface StateRow {
  name: string;
  value: string;
}

/** The version of the rules by which the index was made last; null before the first time. */
export async function indexVersion(db: Database): Promise<string | null> {
  const row = await db<StateRow>('address_book_state').where({ name: 'index-version' }).first();
  return row?.value ?? null;
}

/** To be written once everybody is marked anew: it is what a restart goes by. */
export const saveIndexVersion = (db: Database, value: string): Promise<void> =>
  upsert(db, { table: 'address_book_state', key: ['name'] }, [{ name: 'index-version', value }]);
