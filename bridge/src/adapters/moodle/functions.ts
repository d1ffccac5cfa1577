import { z } from 'zod';
import { Failure } from '../../kernel/failure.ts';
import { categories, coursesByField, enrolledUser, siteInfo, userDetails } from './answers.ts';
import type { EnrolledUser, MoodleCourse, UserDetails } from './answers.ts';
import { MoodleRefusal, type Call } from './client.ts';

/** The functions that a token's service must have. */
export const neededFunctions = [
  'core_webservice_get_site_info',
  'core_course_get_categories',
  'core_course_get_courses_by_field',
  'core_enrol_get_enrolled_users',
  'core_user_get_users_by_field',
] as const;

/** Without `userfields` Moodle asks its database several times for each person. */
const userFields = 'id,firstname,lastname,fullname,email,phone1,phone2,idnumber,roles,groups';

/** Moodle's version, whose token it is, and which functions it may call. Fails as `call` does. */
export const getSiteInfo = (call: Call) => call('core_webservice_get_site_info', {}, siteInfo);

/** Every category that the token may see, a flat list: each names its parent. */
export const getCategories = (call: Call) => call('core_course_get_categories', {}, categories);

/** One course; null when Moodle does not show it to the token. */
export async function getCourse(call: Call, courseId: number): Promise<MoodleCourse | null> {
  const wanted = { field: 'id', value: courseId };
  const { courses } = await call('core_course_get_courses_by_field', wanted, coursesByField);
  return courses.find(({ id }) => id === courseId) ?? null;
}

/** Every course that the token may see. */
export async function getAllCourses(call: Call): Promise<MoodleCourse[]> {
  return (await call('core_course_get_courses_by_field', {}, coursesByField)).courses;
}

/**
 * Everybody who is actively enrolled. Moodle gives no total: pages are read until a short one. Each page
 * begins with the last person of the one before, so that somebody who leaves meanwhile, and moves all
 * others up by one, is noticed; then it begins anew.
 */
export async function getEnrolledUsers(
  call: Call,
  courseId: number,
  pageSize: number,
): Promise<EnrolledUser[]> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const users = await readPages(call, courseId, pageSize);
    if (users) return users;
  }
  throw new Failure('lms/unavailable', {
    detail: 'The list of members kept changing while it was read.',
  });
}

async function readPages(
  call: Call,
  courseId: number,
  pageSize: number,
): Promise<EnrolledUser[] | null> {
  const users: EnrolledUser[] = [];
  for (;;) {
    const overlap = users.length > 0 ? 1 : 0;
    const page = await enrolledPage(call, courseId, {
      from: users.length - overlap,
      size: pageSize,
    });
    if (overlap > 0 && page[0]?.id !== users.at(-1)?.id) return null;
    users.push(...page.slice(overlap));
    if (page.length < pageSize) return users;
  }
}

function enrolledPage(
  call: Call,
  courseid: number,
  page: { from: number; size: number },
): Promise<EnrolledUser[]> {
  const options = Object.entries({
    onlyactive: 1,
    userfields: userFields,
    sortby: 'id',
    sortdirection: 'ASC',
    limitfrom: page.from,
    limitnumber: page.size,
  }).map(([name, value]) => ({ name, value }));
  return call('core_enrol_get_enrolled_users', { courseid, options }, z.array(enrolledUser));
}

/**
 * Whether a course that Moodle does not show is no more. Of one that is only hidden from the token Moodle says
 * that there is no access to it; of one that is not there, that there is no such record.
 */
export async function isGone(call: Call, courseId: number): Promise<boolean> {
  try {
    await enrolledPage(call, courseId, { from: 0, size: 1 });
    return false;
  } catch (error) {
    if (error instanceof MoodleRefusal) return error.isMissing;
    throw error;
  }
}

/** Some courses, to try what a token may read in them. Course 1 is the site's own page: nobody studies it. */
export const someCourses = (courses: readonly MoodleCourse[]): MoodleCourse[] =>
  courses.filter(({ id }) => id > 1).slice(0, 5);

/** The first few who are enrolled in a course. */
export const getSomeEnrolled = (call: Call, courseId: number, size: number) =>
  enrolledPage(call, courseId, { from: 0, size });

/** PHP reads 1000 form fields by default; Moodle asks for 5000. */
const idsPerCall = 500;

/** Suspension, zone and language of accounts. Ids that are unknown are left out by Moodle. */
export async function getUserDetails(call: Call, ids: readonly number[]): Promise<UserDetails[]> {
  const all: UserDetails[] = [];
  for (let start = 0; start < ids.length; start += idsPerCall) {
    const values = ids.slice(start, start + idsPerCall);
    const wanted = { field: 'id', values };
    all.push(...(await call('core_user_get_users_by_field', wanted, z.array(userDetails))));
  }
  return all;
}
