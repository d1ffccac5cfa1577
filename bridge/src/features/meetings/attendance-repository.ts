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

/** What says who was in a meeting; who was in, how it was decided and what was said of it. */
const named = [
  'attendance_events',
  'attendance_corrections',
  'attendance_objections',
  'occupants',
] as const;

/** A meeting that is over, and when it ended. */
export interface Over {
  id: string;
  endedAt: number;
}

/** Some that ended before a moment and of which something is left, the oldest first, from one on. */
async function someOver(
  db: Database,
  { before, after, limit }: { before: number; after: Over | null; limit: number },
): Promise<Over[]> {
  const found = db('meetings as m')
    .where('m.ended_at', '<', before)
    .andWhere((some) => {
      for (const table of named) {
        void some.orWhereExists(db(`${table} as n`).whereRaw('n.meeting_id = m.id'));
      }
    })
    .orderBy(['m.ended_at', 'm.id'])
    .limit(limit);
  // Those of which nothing is left are passed once, and not at every step.
  if (after) void found.where('m.ended_at', '>=', after.endedAt);
  const rows = await found.select<Over[]>({ id: 'm.id', endedAt: 'm.ended_at' });
  return rows;
}

/** How many meetings are counted in one go. */
const countedAtOnce = 100;

/** How much there is of who was where, since when, and how many rows of it are older than `before`. */
export async function attendanceKept(db: Database, before: number) {
  const all = await db('occupants').count({ n: '*' }).first();
  const [oldest] = await someOver(db, { before: Number.MAX_SAFE_INTEGER, after: null, limit: 1 });
  let due = 0;
  const counted = new Set<string>();
  let some = await someOver(db, { before, after: null, limit: countedAtOnce });
  while (some.some(({ id }) => !counted.has(id))) {
    const ids = some.flatMap(({ id }) => (counted.has(id) ? [] : [id]));
    const row = await db('occupants').whereIn('meeting_id', ids).count({ n: '*' }).first();
    due += Number(row?.['n'] ?? 0);
    for (const id of ids) counted.add(id);
    some = await someOver(db, { before, after: some.at(-1) ?? null, limit: countedAtOnce });
  }
  return { rows: Number(all?.['n'] ?? 0), oldest: oldest?.endedAt ?? null, due };
}

/**
 * Keeps the totals of some meetings that ended before a moment, and forgets who was in them; each meeting in
 * a transaction of its own. Answers how many rows went, and which meeting was the last.
 */
export async function forgetAttendance(
  db: Database,
  which: { before: number; after: Over | null; limit: number },
): Promise<{ removed: number; last: Over | null }> {
  const some = await someOver(db, which);
  let removed = 0;
  for (const { id } of some) removed += await db.transaction((trx) => forgetOne(trx, id));
  return { removed, last: some.at(-1) ?? null };
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
