/** The public interface of who was in a course's meetings: shown, corrected, objected to. */
import type { Route } from '../../../kernel/route.ts';
import { createAccess } from './access.ts';
import { createChanges } from './changes.ts';
import { createObjections } from './objections.ts';
import type { AttendanceDeps } from './ports.ts';
import { keepPlannedEnd } from './repository.ts';
import { createReports } from './reports.ts';
import { attendanceRoutes } from './routes.ts';
import { createLookTrail } from './trail.ts';

export type {} from './events.ts';

export type Attendance = ReturnType<typeof createAttendance>;

/** Makes what shows attendance, and what teachers and students say of it. */
export function createAttendance(deps: AttendanceDeps) {
  const access = createAccess(deps);
  const changes = createChanges({ ...deps, access });
  const reports = createReports({ ...deps, access });
  const objections = createObjections({ ...deps, access, changes });
  const trail = createLookTrail(deps);
  const routes: Route[] = attendanceRoutes({
    ...deps,
    access,
    changes,
    reports,
    objections,
    trail,
  });
  const close = deps.events.subscribe({
    'meeting.ended': async ({ meeting }) => {
      if (meeting.courseId === null || meeting.startedAt === null) return;
      await keepPlannedEnd(deps.db, meeting.id, await deps.meetings.plannedEnd(meeting));
      changes.changed(meeting.courseId);
    },
  });
  return {
    routes,
    /** The course, for one of its hosts. @throws Failure course/…, meeting/not-host, attendance/not-allowed */
    requireHost: access.host,
    /** Of each student of a course what the term comes to. */
    sums: reports.sums,
    /** Of how many meetings of a course nobody is known any more. */
    forgotten: access.forgottenIn,
    close: (): Promise<void> => {
      close();
      return Promise.resolve();
    },
  };
}
