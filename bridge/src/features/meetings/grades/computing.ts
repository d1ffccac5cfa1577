import { computed, dueColumns, type GradeColumn } from './columns-repository.ts';
import type { GradesDeps } from './ports.ts';
import { want } from './scores-repository.ts';

/** Nobody tells of somebody new in the roster: it is looked at so often, milliseconds. */
const anewMs = 6 * 3_600_000;

/** Makes of attendance what students are to be given, where something has changed. */
export async function computeGrades(deps: GradesDeps): Promise<void> {
  const { db, clock, log } = deps;
  const now = clock.now();
  for (const column of await dueColumns(db, now, now - anewMs)) {
    try {
      if (!(await isFrozen(deps, column))) {
        await want(db, column.courseId, { scores: await scoresFor(deps, column), now });
      }
      await computed(db, column, now);
    } catch (err) {
      log.error({ err, courseId: column.courseId }, 'grades not computed');
    }
  }
}

/** Meetings that grades were made of are forgotten: what is left would be another grade. */
export const isFrozen = async (
  { attendance }: Pick<GradesDeps, 'attendance'>,
  { courseId, forgotten }: Pick<GradeColumn, 'courseId' | 'forgotten'>,
): Promise<boolean> => (await attendance.forgotten(courseId)) > forgotten;

/** Whoever no meeting counts for has no grade. */
async function scoresFor({ attendance }: GradesDeps, { courseId, measure }: GradeColumn) {
  const sums = await attendance.sums(courseId);
  return new Map(
    [...sums].flatMap(([personId, { attendedShare, timeShare }]) => {
      const share = measure === 'attended' ? attendedShare : timeShare;
      return share === null ? [] : [[personId, Math.round(share * 10_000)] as const];
    }),
  );
}
