/** The public interface of grades by attendance: given to the LMS's gradebook. */
import type { Job } from '../../../kernel/jobs.ts';
import { makeDue, saveAddress } from './columns-repository.ts';
import { computeGrades } from './computing.ts';
import type { GradesDeps } from './ports.ts';
import { gradeRoutes } from './routes.ts';
import { sendGrades } from './sending.ts';
import { createGradesService } from './service.ts';

/** How soon a change of attendance is on its way to the LMS, seconds. */
const everySeconds = 10;

/** Makes what computes grades of attendance and gives them to LMSs, again until they are taken. */
export function createGrades(deps: GradesDeps) {
  const { db, clock, events } = deps;
  const jobs: Job[] = [
    {
      name: 'grade-return',
      every: everySeconds,
      onOneBridge: true,
      work: async () => {
        await computeGrades(deps);
        await sendGrades(deps);
      },
    },
  ];
  const close = events.subscribe({
    'attendance.changed': ({ courseId }) => makeDue(db, courseId, clock.now()),
    'lti.gradebook-offered': (address) => saveAddress(db, address, clock.now()),
  });
  return {
    routes: gradeRoutes(createGradesService(deps)),
    jobs,
    close: (): Promise<void> => {
      close();
      return Promise.resolve();
    },
  };
}
