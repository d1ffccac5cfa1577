import { route, type Route } from '../../../kernel/route.ts';
import { getGrades, retryGrades, setGrades } from './contract.ts';
import type { createGradesService } from './service.ts';

/** Grades by attendance over HTTP. */
export const gradeRoutes = (grades: ReturnType<typeof createGradesService>): Route[] => [
  route(getGrades, 'read', ({ caller, params }) => grades.view(params.courseId, caller.personId)),
  route(setGrades, 'write', ({ caller, params, body }) =>
    grades.set(params.courseId, caller.personId, body),
  ),
  route(retryGrades, 'write', ({ caller, params }) =>
    grades.retry(params.courseId, caller.personId),
  ),
];
