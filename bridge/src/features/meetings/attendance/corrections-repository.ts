import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { CorrectedStatus } from './contract.ts';

/** A teacher's word in place of what was computed. */
export interface Correction {
  id: string;
  meetingId: string;
  personId: string;
  status: CorrectedStatus;
  reason: string;
  madeBy: string;
  madeAt: number;
}

interface CorrectionRow {
  id: string;
  meeting_id: string;
  person_id: string;
  status: CorrectedStatus;
  reason: string;
  made_by: string;
  made_at: number;
  undone_by: string | null;
  undone_at: number | null;
}

const table = (db: Database) => db<CorrectionRow & { number?: number }>('attendance_corrections');

/** Key of one person's part of one meeting. */
export const partKey = (meetingId: string, personId: string): string => `${meetingId}:${personId}`;

/** What counts of the corrections of these meetings, by `partKey`: the latest that was not taken back. */
export async function correctionsOf(
  db: Database,
  meetingIds: readonly string[],
): Promise<Map<string, Correction>> {
  const rows = await inChunks(meetingIds, (chunk) =>
    table(db).whereIn('meeting_id', chunk).whereNull('undone_at').orderBy('number'),
  );
  return new Map(rows.map((row) => [partKey(row.meeting_id, row.person_id), fromRow(row)]));
}

/** Adds to the former ones, which stay as history: of one person's part the latest counts. */
export async function addCorrections(db: Database, all: readonly Correction[]): Promise<void> {
  await inChunks(all, async (chunk) => {
    await table(db).insert(chunk.map(toRow));
    return [];
  });
}

/** Takes these corrections of a meeting back; answers those that stood until now. */
export async function takeBack(
  db: Database,
  of: { meetingId: string; ids: readonly string[] },
  by: { personId: string; now: number },
): Promise<Correction[]> {
  const own = () =>
    table(db)
      .where({ meeting_id: of.meetingId })
      .whereIn('id', [...of.ids])
      .whereNull('undone_at');
  const rows = await own().forUpdate();
  await own().update({ undone_at: by.now, undone_by: by.personId });
  return rows.map(fromRow);
}

const fromRow = (row: CorrectionRow): Correction => ({
  id: row.id,
  meetingId: row.meeting_id,
  personId: row.person_id,
  status: row.status,
  reason: row.reason,
  madeBy: row.made_by,
  madeAt: row.made_at,
});

const toRow = (correction: Correction): CorrectionRow => ({
  id: correction.id,
  meeting_id: correction.meetingId,
  person_id: correction.personId,
  status: correction.status,
  reason: correction.reason,
  made_by: correction.madeBy,
  made_at: correction.madeAt,
  undone_by: null,
  undone_at: null,
});
