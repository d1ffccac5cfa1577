import type { Database } from '../../../kernel/database.ts';
import { inChunks, upsert } from '../../../kernel/sql.ts';

interface HiddenRow {
  person_id: string;
  hidden_at: number;
}

/** Which of these people want to be hidden. */
export async function hiddenAmong(
  db: Database,
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await inChunks(personIds, (chunk) =>
    db<HiddenRow>('address_book_hidden').whereIn('person_id', chunk),
  );
  return new Set(rows.map((row) => row.person_id));
}

/** Hides somebody or shows them again, at once. Runs in the caller's transaction. */
export async function setHidden(
  trx: Database,
  personId: string,
  { hidden, now }: { hidden: boolean; now: number },
): Promise<void> {
  const own = { person_id: personId };
  if (hidden) {
    const row: HiddenRow = { ...own, hidden_at: now };
    await upsert(trx, { table: 'address_book_hidden', key: ['person_id'] }, [row]);
  } else {
    await trx<HiddenRow>('address_book_hidden').where(own).delete();
  }
  await trx('address_book_people').where(own).update({ hidden });
}
