import type { Access, CourseMeeting } from './access.ts';
import { meetingReport } from './meeting-report.ts';
import type { AttendanceDeps } from './ports.ts';
import { createRoster } from './roster.ts';
import { ownReport, termReport, termSums, type Term } from './term-report.ts';

export type Reports = ReturnType<typeof createReports>;

/** What is shown of attendance; who may see it was decided before. */
export function createReports(given: AttendanceDeps & { access: Access }) {
  const deps = { ...given, roster: createRoster(given) };
  return {
    meeting: (meeting: CourseMeeting) => meetingReport(deps, meeting),
    course: (course: { id: string; title: string }, term: Term) => termReport(deps, course, term),
    sums: (courseId: string, counts?: Term['counts']) => termSums(deps, courseId, { counts }),
    mine: (course: { id: string; title: string }, personId: string) =>
      ownReport(deps, course, personId),
  };
}
