import type { Course } from '../campus.ts';
import { courseNotValid, noPermissions } from './errors.ts';
import type { Site } from './site.ts';

/** The account of the token, on the whole site: it is enrolled in no course. */
export const can = (site: Site, capability: string): boolean =>
  site.account.capabilities.has(capability);

/** Moodle's English names of the capabilities whose lack is answered in words. */
const permissionNames = {
  'moodle/course:viewparticipants': 'View participants',
  'moodle/course:enrolreview': 'Review course enrolments',
  'moodle/site:accessallgroups': 'Access all groups',
  'moodle/course:managegroups': 'Manage groups',
  'moodle/role:review': 'Review permissions for others',
} as const;

/** Refuses with `nopermissions` when the account lacks the capability. */
export function demand(site: Site, capability: keyof typeof permissionNames): void {
  if (!can(site, capability)) throw noPermissions(permissionNames[capability]);
}

/** True when the account may enter the course: it is enrolled nowhere, so by capabilities alone. */
export const mayEnter = (site: Site, course: Course): boolean =>
  can(site, 'moodle/course:view') &&
  (course.visible || can(site, 'moodle/course:viewhiddencourses'));

/** The course, if the account may enter it; else `errorcoursecontextnotvalid`. */
export function enterCourse(site: Site, courseId: number): Course {
  const course = site.campus.courses.get(courseId);
  if (course === undefined) throw courseNotValid(courseId, 'Invalid parameter value detected');
  if (!mayEnter(site, course)) {
    throw courseNotValid(courseId, 'Course or activity not accessible.');
  }
  return course;
}
