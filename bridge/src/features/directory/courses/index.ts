export { createCourses, type Courses } from './service.ts';
export type { CourseDiff } from './apply.ts';
export { createCourseRelations, type CourseRelations } from './relations.ts';
export { ownNameRoutes } from './own-name/routes.ts';
export { courseRoutes } from './routes.ts';
export { rolesOf } from './relations-repository.ts';
export { isStaff, roleFromLti, strongestRole } from './course.ts';
export type { CourseFacts, CourseRole, GroupFacts } from './course.ts';
export type { LaunchFacts } from './launch.ts';
