import type { Database } from '../../../kernel/database.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { upsert } from '../../../kernel/sql.ts';

/** What a student is to be given, and was. Hundredths of a percent. */
export interface GradeScore {
  courseId: string;
  personId: string;
  wanted: number;
  sent: number | null;
  sentAt: number | null;
  attempts: number;
  failure: string | null;
  state: 'waiting' | 'given' | 'refused';
}

interface ScoreRow {
  course_id: string;
  person_id: string;
  wanted: number;
  sent: number | null;
  sent_at: number | null;
  state: GradeScore['state'];
  next_at: number;
  attempts: number;
  failure: string | null;
}

const table = (db: Database) => db<ScoreRow>('grade_scores');

export const scoresOf = async (db: Database, courseId: string): Promise<GradeScore[]> =>
  (await table(db).where({ course_id: courseId })).map(fromRow);

/** Keeps what students are to be given; who has it already, or is refused the same, is left as they are. */
export async function want(
  db: Database,
  courseId: string,
  { scores, now }: { scores: ReadonlyMap<string, number>; now: number },
): Promise<void> {
  const known = new Map((await scoresOf(db, courseId)).map((one) => [one.personId, one]));
  const changed = [...scores].filter(([personId, score]) => known.get(personId)?.wanted !== score);
  const rows = changed.map(([personId, score]) => {
    const before = known.get(personId);
    return {
      course_id: courseId,
      person_id: personId,
      wanted: score,
      sent: before?.sent ?? null,
      sent_at: before?.sentAt ?? null,
      state: before?.sent === score ? 'given' : 'waiting',
      next_at: now,
      attempts: 0,
      failure: null,
    };
  });
  await upsert(db, { table: 'grade_scores', key: ['course_id', 'person_id'] }, rows);
}

/** Courses that have grades to give now. */
export async function coursesWaiting(db: Database, now: number): Promise<string[]> {
  return table(db)
    .where({ state: 'waiting' })
    .andWhere('next_at', '<=', now)
    .distinct()
    .pluck<string[]>('course_id');
}

/** Some grades of a course that are to be given now. */
export const waitingScores = async (
  db: Database,
  courseId: string,
  { now, limit }: { now: number; limit: number },
): Promise<GradeScore[]> =>
  (
    await table(db)
      .where({ course_id: courseId, state: 'waiting' })
      .andWhere('next_at', '<=', now)
      .orderBy(['next_at', 'person_id'])
      .limit(limit)
  ).map(fromRow);

/** It is in the gradebook; where something else is wanted meanwhile, that still waits. */
export async function given(db: Database, score: GradeScore, now: number): Promise<void> {
  const own = () => table(db).where({ course_id: score.courseId, person_id: score.personId });
  await own().update({ sent: score.wanted, sent_at: now, attempts: 0, failure: null });
  await own().where({ wanted: score.wanted }).update({ state: 'given' });
}

/** The LMS does not take it; tried again later, or not before it is another one. */
export async function refused(
  db: Database,
  score: GradeScore,
  { code, nextAt }: { code: FailureCode; nextAt: number | null },
): Promise<void> {
  await table(db)
    .where({ course_id: score.courseId, person_id: score.personId, wanted: score.wanted })
    .update({
      failure: code,
      attempts: score.attempts + 1,
      ...(nextAt === null ? { state: 'refused' as const } : { next_at: nextAt }),
    });
}

/** All of a course's grades that wait are tried again at that moment. */
export async function putOff(db: Database, courseId: string, nextAt: number): Promise<void> {
  await table(db).where({ course_id: courseId, state: 'waiting' }).update({ next_at: nextAt });
}

/** What was refused waits again, for now. */
export async function waitAgain(db: Database, courseId: string, now: number): Promise<void> {
  await table(db)
    .where({ course_id: courseId })
    .whereNot({ state: 'given' })
    .update({ state: 'waiting', next_at: now, attempts: 0 });
}

const fromRow = (row: ScoreRow): GradeScore => ({
  courseId: row.course_id,
  personId: row.person_id,
  wanted: row.wanted,
  sent: row.sent,
  sentAt: row.sent_at,
  attempts: row.attempts,
  failure: row.failure,
  state: row.state,
});
