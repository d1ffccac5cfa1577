import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { AttendanceRule } from './contract.ts';
import { usualRule } from './record.ts';

interface RuleRow {
  course_id: string;
  late_minutes: number;
  early_minutes: number;
  least_share: number;
  break_minutes: number;
  changed_at: number;
}

interface MeetingRow {
  meeting_id: string;
  planned_end: number | null;
  // SQLite and MariaDB answer booleans as 0 and 1.
  counts: boolean | number | null;
}

/** What is kept of a meeting besides who was there. */
export interface KeptMeeting {
  plannedEnd: number | null;
  /** Null: by whether anybody of the roster came. */
  counts: boolean | null;
}

const rules = (db: Database) => db<RuleRow>('attendance_rules');
const meetings = (db: Database) => db<MeetingRow>('attendance_meetings');

/** Never null: a course that has set none has `usualRule`. */
export async function ruleOf(db: Database, courseId: string): Promise<AttendanceRule> {
  const row = await rules(db).where({ course_id: courseId }).first();
  if (!row) return usualRule;
  return {
    lateMinutes: row.late_minutes,
    earlyMinutes: row.early_minutes,
    leastShare: row.least_share,
    breakMinutes: row.break_minutes,
  };
}

/** Replaces the course's rule whole. */
export async function saveRule(
  db: Database,
  courseId: string,
  { rule, now }: { rule: AttendanceRule; now: number },
): Promise<void> {
  const row: RuleRow = {
    course_id: courseId,
    late_minutes: rule.lateMinutes,
    early_minutes: rule.earlyMinutes,
    least_share: rule.leastShare,
    break_minutes: rule.breakMinutes,
    changed_at: now,
  };
  await rules(db).insert(row).onConflict('course_id').merge();
}

/** What is kept of these meetings; those of which nothing is are left out. */
export async function keptMeetings(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, KeptMeeting>> {
  const rows = await inChunks(ids, (chunk) => meetings(db).whereIn('meeting_id', chunk));
  return new Map(
    rows.map(({ meeting_id: id, planned_end: plannedEnd, counts }) => [
      id,
      { plannedEnd, counts: counts === null ? null : Boolean(counts) },
    ]),
  );
}

/** Keeps when a meeting was to end; what is kept already stays. */
export async function keepPlannedEnd(db: Database, id: string, plannedEnd: number | null) {
  await meetings(db)
    .insert({ meeting_id: id, planned_end: plannedEnd, counts: null })
    .onConflict('meeting_id')
    .ignore();
}

/** @param kept what is kept of it where nothing is yet */
export async function saveCounts(db: Database, id: string, kept: KeptMeeting): Promise<void> {
  await meetings(db)
    .insert({ meeting_id: id, planned_end: kept.plannedEnd, counts: kept.counts })
    .onConflict('meeting_id')
    .merge(['counts']);
}

/** Which of these meetings are so old that nobody is known of them any more. */
export async function forgottenAmong(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inChunks(ids, (chunk) =>
    db('attendance_totals').whereIn('meeting_id', chunk).pluck<string[]>('meeting_id'),
  );
  return new Set(rows);
}
