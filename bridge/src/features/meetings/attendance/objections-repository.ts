import type { Database } from '../../../kernel/database.ts';
import { inChunks, lostRace } from '../../../kernel/sql.ts';
import type { Objection } from './contract.ts';
import { partKey } from './corrections-repository.ts';

/** A student's objection; who answered it by their id. */
export type KeptObjection = Objection & { meetingId: string; personId: string };

interface ObjectionRow {
  id: string;
  meeting_id: string;
  person_id: string;
  open_key: string | null;
  note: string;
  state: Objection['state'];
  made_at: number;
  answer: string | null;
  answered_by: string | null;
  answered_at: number | null;
}

const table = (db: Database) => db<ObjectionRow>('attendance_objections');

/** The objections to these meetings, the latest first. */
export async function objectionsOf(
  db: Database,
  meetingIds: readonly string[],
): Promise<KeptObjection[]> {
  const rows = await inChunks(meetingIds, (chunk) =>
    table(db)
      .whereIn('meeting_id', chunk)
      .orderBy([{ column: 'made_at', order: 'desc' }, 'id']),
  );
  return rows.map(fromRow);
}

/** Null also for the id of an objection to another meeting: whoever may decide here, may not there. */
export async function findObjection(
  db: Database,
  meetingId: string,
  id: string,
): Promise<KeptObjection | null> {
  const row = await table(db).where({ id, meeting_id: meetingId }).first();
  return row ? fromRow(row) : null;
}

/** False when one of this person's is open already. */
export async function addObjection(
  db: Database,
  made: Pick<KeptObjection, 'id' | 'meetingId' | 'personId' | 'note' | 'madeAt'>,
): Promise<boolean> {
  try {
    await table(db).insert({
      id: made.id,
      meeting_id: made.meetingId,
      person_id: made.personId,
      open_key: partKey(made.meetingId, made.personId),
      note: made.note,
      state: 'open',
      made_at: made.madeAt,
    });
    return true;
  } catch (error) {
    if (lostRace(error)) return false;
    throw error;
  }
}

/** How many objections somebody has made to a meeting. */
export async function countObjections(
  db: Database,
  meetingId: string,
  personId: string,
): Promise<number> {
  const row = await table(db)
    .where({ meeting_id: meetingId, person_id: personId })
    .count<{ n: number | string }[]>({ n: '*' })
    .first();
  return Number(row?.n ?? 0);
}

/** False when it was answered already. */
export async function answer(
  db: Database,
  id: string,
  given: { state: 'accepted' | 'refused'; answer: string; by: string; now: number },
): Promise<boolean> {
  const changed = await table(db).where({ id, state: 'open' }).update({
    state: given.state,
    answer: given.answer,
    answered_by: given.by,
    answered_at: given.now,
    open_key: null,
  });
  return changed === 1;
}

const fromRow = (row: ObjectionRow): KeptObjection => ({
  id: row.id,
  meetingId: row.meeting_id,
  personId: row.person_id,
  note: row.note,
  state: row.state,
  madeAt: row.made_at,
  answer: row.answer,
  answeredBy: row.answered_by,
  answeredAt: row.answered_at,
});
