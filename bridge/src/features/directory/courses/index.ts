/** The courses' front door. */
import type { Route } from '../../../kernel/route.ts';
import type { People } from '../people/index.ts';
import { ownNameRoutes } from './own-name/routes.ts';
import { createCourseRelations } from './relations.ts';
import { courseRoutes, type Sight } from './routes.ts';
import { createCourseService, type CoursesDeps } from './service.ts';

export type { CourseDiff } from './apply.ts';
export { hasCapability, roleFromLti, strongestRole } from './course.ts';
export type { Capability } from './contract.ts';
export type { CourseFacts, CourseRole, GroupFacts } from './course.ts';
export type { LaunchFacts } from './launch.ts';
export type { Retitled } from './report.ts';
export type { Membership } from './service.ts';
export type { CourseRelations } from './relations.ts';

export type Courses = ReturnType<typeof createCourses>;

/** Makes courses, their groups and who is in them as what. */
export function createCourses(deps: CoursesDeps & { people: People }) {
  const { db, people } = deps;
  const service = createCourseService(deps);
  return {
    ...service,
    /** What people are to each other by their courses. */
    relations: createCourseRelations({ db, people, courses: service }),
    /** What the panel may ask of courses, and of one's own name where the LMS withholds it. */
    routes: (sight: Sight): Route[] => [
      ...ownNameRoutes({ db, people }),
      ...courseRoutes(service, sight),
    ],
  };
}
