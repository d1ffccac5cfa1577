import { currentLines, type Line } from './lines.ts';
import type { GradesDeps } from './ports.ts';
import { want } from './scores-repository.ts';
import { computed, dueSettings, type GradeSettings } from './settings-repository.ts';

/** Nobody tells of somebody new in the roster: it is looked at so often, milliseconds. */
const anewMs = 6 * 3_600_000;

/** Makes of attendance what students are to be given, where something has changed. */
export async function computeGrades(deps: GradesDeps): Promise<void> {
  const { db, clock, log } = deps;
  const now = clock.now();
  for (const settings of await dueSettings(db, now, now - anewMs)) {
    try {
      if (!(await isFrozen(deps, settings))) await computeCourse(deps, settings, now);
      await computed(db, settings, now);
    } catch (err) {
      log.error({ err, courseId: settings.courseId }, 'grades not computed');
    }
  }
}

/** Meetings that grades were made of are forgotten: what is left would be another grade. */
export const isFrozen = async (
  { attendance }: Pick<GradesDeps, 'attendance'>,
  { courseId, forgotten }: Pick<GradeSettings, 'courseId' | 'forgotten'>,
): Promise<boolean> => (await attendance.forgotten(courseId)) > forgotten;

async function computeCourse(deps: GradesDeps, settings: GradeSettings, now: number) {
  for (const line of await currentLines(deps, settings)) {
    const scores = await scoresFor(deps, settings, line);
    await want(deps.db, line, { scores, now });
  }
}

/** Whoever no meeting counts for has no grade. */
async function scoresFor(
  { attendance }: GradesDeps,
  { courseId, measure }: GradeSettings,
  { counts }: Line,
): Promise<Map<string, number>> {
  const sums = await attendance.sums(courseId, counts);
  return new Map(
    [...sums].flatMap(([personId, { attendedShare, timeShare }]) => {
      const share = measure === 'attended' ? attendedShare : timeShare;
      return share === null ? [] : [[personId, Math.round(share * 10_000)] as const];
    }),
  );
}
