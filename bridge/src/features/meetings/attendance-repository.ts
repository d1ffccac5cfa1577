import type { Database } from '../../kernel/database.ts';

/** What is left of a meeting's attendance when nobody can be told any more. */
export interface AttendanceTotals {
  /** How many different people were in. */
  people: number;
  /** How long they were in, all together, milliseconds. Two tabs of one person count once. */
  totalMs: number;
}

interface TotalsRow {
  meeting_id: string;
  people: number;
  total_ms: number;
}

interface Stay {
  person_id: string;
  joined_at: number | null;
  left_at: number | null;
}

const stays = (db: Database) => db<Stay & { meeting_id: string }>('occupants');
const totals = (db: Database) => db<TotalsRow>('attendance_totals');

/** The totals of a meeting: of those who are known, else as they were kept. Null where nobody was in. */
export async function attendanceTotals(
  db: Database,
  meetingId: string,
): Promise<AttendanceTotals | null> {
  const rows = await stays(db).where({ meeting_id: meetingId });
  if (rows.length > 0) return sum(rows);
  const kept = await totals(db).where({ meeting_id: meetingId }).first();
  return kept ? { people: kept.people, totalMs: kept.total_ms } : null;
}

function sum(rows: readonly Stay[]): AttendanceTotals {
  const byPerson = [...Map.groupBy(rows, (row) => row.person_id).values()];
  return {
    people: byPerson.length,
    totalMs: byPerson.reduce((ms, own) => ms + covered(own), 0),
  };
}

/** How long somebody was in by at least one of their connections, milliseconds. */
function covered(own: readonly Stay[]): number {
  const whole = own
    .flatMap(({ joined_at: from, left_at: to }) =>
      from === null || to === null ? [] : [{ from, to }],
    )
    .sort((a, b) => a.from - b.from);
  let ms = 0;
  let end = 0;
  for (const { from, to } of whole) {
    ms += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return ms;
}

/** What says who was in a meeting; who was in, how it was judged and what was said of it. */
const named = [
  'attendance_events',
  'attendance_corrections',
  'attendance_objections',
  'occupants',
] as const;

const over = (db: Database, before: number) =>
  db('meetings as m')
    .where('m.ended_at', '<', before)
    .andWhere((some) => {
      for (const table of named) {
        void some.orWhereExists(db(`${table} as n`).whereRaw('n.meeting_id = m.id'));
      }
    });

/** How much there is of who was where, since when, and how many rows of it are older than `before`. */
export async function attendanceKept(db: Database, before: number) {
  const all = () => db('occupants as o').join('meetings as m', 'm.id', 'o.meeting_id');
  const counted = await all()
    .whereNotNull('m.ended_at')
    .count({ n: '*' })
    .min({ oldest: 'm.ended_at' })
    .first();
  const due = await all().where('m.ended_at', '<', before).count({ n: '*' }).first();
  const { oldest } = counted as { oldest: number | null };
  return { rows: Number(counted?.['n'] ?? 0), oldest, due: Number(due?.['n'] ?? 0) };
}

/**
 * Keeps the totals of some meetings that ended before a moment, and forgets who was in them; each meeting in
 * a transaction of its own. Answers how many rows went.
 */
export async function forgetAttendance(
  db: Database,
  before: number,
  limit: number,
): Promise<number> {
  const ids = await over(db, before)
    .orderBy('m.ended_at')
    .limit(limit)
    .select<{ id: string }[]>('m.id');
  let removed = 0;
  for (const { id } of ids) removed += await db.transaction((trx) => forgetOne(trx, id));
  return removed;
}

async function forgetOne(trx: Database, meetingId: string): Promise<number> {
  const own = { meeting_id: meetingId };
  const { people, totalMs } = sum(await stays(trx).where(own).forUpdate());
  await totals(trx)
    .insert({ ...own, people, total_ms: totalMs })
    .onConflict('meeting_id')
    .ignore();
  await trx('seats').where(own).delete();
  await trx('attendance_meetings').where(own).delete();
  let removed = 0;
  for (const table of named) removed += await trx(table).where(own).delete();
  return removed;
}
