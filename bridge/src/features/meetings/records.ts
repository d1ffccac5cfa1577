import type { Lti } from '../access/lti/index.ts';
import type { Moodles } from '../access/moodle/index.ts';
import { createAttendance } from './attendance/index.ts';
import { createGrades } from './grades/index.ts';

type RecordsDeps = Parameters<typeof createAttendance>[0] &
  Omit<Parameters<typeof createGrades>[0], 'attendance' | 'gradebook' | 'isGradedByPlugin'> & {
    ltiLaunches: Pick<Lti, 'grades'>;
    moodles: Pick<Moodles, 'keepsGradesOf'>;
  };

/** Makes what is made of who was in meetings: attendance, and grades by it. */
export function createRecords(deps: RecordsDeps) {
  const attendance = createAttendance(deps);
  const grades = createGrades({
    ...deps,
    attendance,
    gradebook: deps.ltiLaunches.grades,
    isGradedByPlugin: deps.moodles.keepsGradesOf,
  });
  return {
    ...attendance,
    routes: [...attendance.routes, ...grades.routes],
    jobs: grades.jobs,
    close: async (): Promise<void> => {
      await attendance.close();
      await grades.close();
    },
  };
}
