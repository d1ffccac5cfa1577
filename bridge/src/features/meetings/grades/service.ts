import { Failure } from '../../../kernel/failure.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import { findAddress, findColumn, makeDue, saveColumn } from './columns-repository.ts';
import { isFrozen } from './computing.ts';
import type { GradeMeasure, GradesView } from './contract.ts';
import type { GradesDeps } from './ports.ts';
import { scoresOf, waitAgain } from './scores-repository.ts';

/** What teachers see of their course's grades, and what they switch. */
export function createGradesService(deps: GradesDeps) {
  const { db, clock, audit, attendance, people } = deps;

  const view = async (courseId: string): Promise<GradesView> => {
    const column = await findColumn(db, courseId);
    const scores = await scoresOf(db, courseId);
    const of = (state: string) => scores.filter((score) => score.state === state);
    const refused = of('refused');
    const known = await people.findMany(refused.map(({ personId }) => personId));
    const names = new Map(known.map(({ id, displayName }) => [id, displayName]));
    const times = scores.flatMap(({ sentAt }) => sentAt ?? []);
    return {
      isOffered: (await findAddress(db, courseId)) !== null,
      isOn: column?.isOn ?? false,
      measure: column?.measure ?? 'attended',
      failure: column?.failure ?? null,
      failedAt: column?.failedAt ?? null,
      isFrozen: column !== null && column.isOn && (await isFrozen(deps, column)),
      given: of('given').length,
      waiting: of('waiting').length,
      givenAt: times.length > 0 ? Math.max(...times) : null,
      refused: refused.map(({ personId, failure }) => ({
        personId,
        displayName: names.get(personId) ?? '',
        failure: failure ?? '',
      })),
    };
  };

  return {
    view: async (courseId: string, by: string): Promise<GradesView> => {
      await attendance.requireHost(courseId, by);
      return view(courseId);
    },
    /** @throws Failure grades/not-offered where the LMS has no gradebook for us */
    set: async (
      courseId: string,
      by: string,
      wanted: { isOn: boolean; measure: GradeMeasure },
    ): Promise<GradesView> => {
      const { title } = await attendance.requireHost(courseId, by);
      if (wanted.isOn && !(await findAddress(db, courseId))) {
        throw new Failure('grades/not-offered');
      }
      const forgotten = await attendance.forgotten(courseId);
      await inTransaction(db, async (trx) => {
        const before = await findColumn(trx, courseId);
        await saveColumn(trx, { courseId, ...wanted, label, forgotten }, clock.now());
        await audit.record(trx, {
          actorId: by,
          action: 'grades.set',
          subject: { kind: 'course', id: courseId, name: title },
          scopeDepartmentId: null,
          before: before && { isOn: before.isOn, measure: before.measure },
          after: wanted,
        });
      });
      return view(courseId);
    },
    retry: async (courseId: string, by: string): Promise<GradesView> => {
      await attendance.requireHost(courseId, by);
      await waitAgain(db, courseId, clock.now());
      await makeDue(db, courseId, clock.now());
      return view(courseId);
    },
  };
}

/** What the column is called in the LMS, in both languages: an LMS shows one label to everybody. */
const label = 'Attendance · 出勤';
