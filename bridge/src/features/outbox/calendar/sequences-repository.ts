import type { Database } from '../../../kernel/database.ts';

interface EntryRow {
  uid: string;
  sequence: number;
}

const table = (db: Database) => db<EntryRow>('calendar_entries');

/** How often an entry was changed so far; 0 for one that nobody has heard of. */
export async function sequenceOf(db: Database, uid: string): Promise<number> {
  await table(db).insert({ uid, sequence: 0 }).onConflict('uid').ignore();
  return (await table(db).where({ uid }).first())?.sequence ?? 0;
}

/** Counts a change of an entry, in the transaction that makes it; answers the new number. */
export async function nextSequence(trx: Database, uid: string): Promise<number> {
  await sequenceOf(trx, uid);
  await table(trx).where({ uid }).increment('sequence', 1);
  return sequenceOf(trx, uid);
}
