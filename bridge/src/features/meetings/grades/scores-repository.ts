import type { Database } from '../../../kernel/database.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { inChunks, upsert } from '../../../kernel/sql.ts';
import { keyOf, type LineKey } from './line-items-repository.ts';

/** What a student is to be given, and was. Hundredths of a percent. */
export interface GradeScore extends LineKey {
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
  link_id: string;
  person_id: string;
  wanted: number;
  sent: number | null;
  sent_at: number | null;
  state: GradeScore['state'];
  next_at: number;
  attempts: number;
  failure: string | null;
}

const table = (db: Database) => db<ScoreRow>('grade_line_scores');

/** Of everybody in a line item, in no order. */
export const scoresOf = async (db: Database, key: LineKey): Promise<GradeScore[]> =>
  (await table(db).where(keyOf(key))).map(fromRow);

/** Keeps what students are to be given; who has it already, or is refused the same, is left as they are. */
export async function want(
  db: Database,
  key: LineKey,
  { scores, now }: { scores: ReadonlyMap<string, number>; now: number },
): Promise<void> {
  const known = new Map((await scoresOf(db, key)).map((one) => [one.personId, one]));
  const changed = [...scores].filter(([personId, score]) => known.get(personId)?.wanted !== score);
  const rows = changed.map(([personId, score]) => {
    const before = known.get(personId);
    return {
      ...keyOf(key),
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
  await upsert(
    db,
    { table: 'grade_line_scores', key: ['course_id', 'link_id', 'person_id'] },
    rows,
  );
}

/** Line items that have grades to be given now. */
export async function linesWaiting(db: Database, now: number): Promise<LineKey[]> {
  const rows = await table(db)
    .where({ state: 'waiting' })
    .andWhere('next_at', '<=', now)
    .distinct('course_id', 'link_id');
  return rows.map(({ course_id: courseId, link_id: linkId }) => ({ courseId, linkId }));
}

/** Some grades of a line item that are to be given now. */
export const waitingScores = async (
  db: Database,
  key: LineKey,
  { now, limit }: { now: number; limit: number },
): Promise<GradeScore[]> =>
  (
    await table(db)
      .where({ ...keyOf(key), state: 'waiting' })
      .andWhere('next_at', '<=', now)
      .orderBy(['next_at', 'person_id'])
      .limit(limit)
  ).map(fromRow);

/** It is in the gradebook; where something else is wanted meanwhile, that still waits. */
export async function given(db: Database, score: GradeScore, now: number): Promise<void> {
  const own = () => table(db).where({ ...keyOf(score), person_id: score.personId });
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
    .where({ ...keyOf(score), person_id: score.personId, wanted: score.wanted })
    .update({
      failure: code,
      attempts: score.attempts + 1,
      ...(nextAt === null ? { state: 'refused' as const } : { next_at: nextAt }),
    });
}

/** All grades of a line item that wait are tried again at that moment. */
export async function putOff(db: Database, key: LineKey, nextAt: number): Promise<void> {
  await table(db)
    .where({ ...keyOf(key), state: 'waiting' })
    .update({ next_at: nextAt });
}

/** What was refused in a course waits again, for now. */
export async function waitAgain(db: Database, courseId: string, now: number): Promise<void> {
  await table(db)
    .where({ course_id: courseId })
    .whereNot({ state: 'given' })
    .update({ state: 'waiting', next_at: now, attempts: 0 });
}

/** Grades of a line item are given once more, although they were given: of these people, or of all. */
export async function sendAgain(
  db: Database,
  key: LineKey,
  { nextAt, personIds }: { nextAt: number; personIds?: readonly string[] },
): Promise<void> {
  const changes = { state: 'waiting' as const, next_at: nextAt, attempts: 0 };
  const own = () => table(db).where(keyOf(key));
  if (!personIds) await own().update(changes);
  else {
    await inChunks(personIds, async (chunk) => {
      await own().whereIn('person_id', chunk).update(changes);
      return [];
    });
  }
}

const fromRow = (row: ScoreRow): GradeScore => ({
  courseId: row.course_id,
  linkId: row.link_id,
  personId: row.person_id,
  wanted: row.wanted,
  sent: row.sent,
  sentAt: row.sent_at,
  attempts: row.attempts,
  failure: row.failure,
  state: row.state,
});
