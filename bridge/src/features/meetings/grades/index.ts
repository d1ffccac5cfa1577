/** The public interface of grades by attendance: given to the LMS's gradebook. */
import type { Job } from '../../../kernel/jobs.ts';
import { checkGrades } from './checking.ts';
import { computeGrades } from './computing.ts';
import { saveAddress, saveLink } from './links-repository.ts';
import type { GradesDeps } from './ports.ts';
import { gradeRoutes } from './routes.ts';
import { sendGrades } from './sending.ts';
import { createGradesService } from './service.ts';
import { makeDue } from './settings-repository.ts';

/** How soon a change of attendance is on its way to the LMS, seconds. */
const everySeconds = 10;

/** Makes what computes grades of attendance and gives them to LMSs, again until they are taken. */
export function createGrades(deps: GradesDeps) {
  const { db, clock, events } = deps;
  const service = createGradesService(deps);
  const jobs: Job[] = [
    {
      name: 'grade-return',
      every: everySeconds,
      onOneBridge: true,
      work: async () => {
        await computeGrades(deps);
        await checkGrades(deps);
        await sendGrades(deps);
      },
    },
  ];
  const close = events.subscribe({
    'attendance.changed': ({ courseId }) => makeDue(db, courseId, clock.now()),
    'lti.columns-wanted': ({ courseId, personId }) => service.wanted(courseId, personId),
    'lti.gradebook-offered': async ({ link, ...address }) => {
      const { courseId } = address;
      const now = clock.now();
      await saveAddress(db, address, now);
      const isOther = link !== null && (await saveLink(db, { courseId, ...link }, now));
      if (isOther) await makeDue(db, courseId, now);
    },
  });
  return {
    ...service,
    routes: gradeRoutes(service),
    jobs,
    close: (): Promise<void> => {
      close();
      return Promise.resolve();
    },
  };
}
