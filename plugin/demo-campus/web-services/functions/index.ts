import { createCalendarEvents, deleteCalendarEvents } from './calendar-write.ts';
import { getCalendarEvents } from './calendar-read.ts';
import { getCategories } from './categories.ts';
import { getCourses, getCoursesByField, searchCourses } from './courses.ts';
import { getEnrolledUsers } from './enrolled-users.ts';
import { getCourseGroups, getGroupMembers } from './groups.ts';
import { sendInstantMessages } from './messages.ts';
import { getSiteInfo } from './site-info.ts';
import { getUsersByField } from './users-by-field.ts';
import type { WebServiceFunction } from './web-service.ts';

/** Every function that this stand-in has. */
export const webServiceFunctions: readonly WebServiceFunction[] = [
  getSiteInfo,
  getCategories,
  getCourses,
  getCoursesByField,
  searchCourses,
  getEnrolledUsers,
  getUsersByField,
  getCourseGroups,
  getGroupMembers,
  sendInstantMessages,
  createCalendarEvents,
  deleteCalendarEvents,
  getCalendarEvents,
];

/** Functions that a Moodle has and no service here offers: refused, where an unknown name is not found. */
export const otherMoodleFunctions: ReadonlySet<string> = new Set([
  'core_cohort_get_cohorts',
  'core_course_get_contents',
  'core_enrol_get_enrolled_users_with_capability',
  'core_enrol_get_users_courses',
  'core_enrol_search_users',
  'core_grades_update_grades',
  'core_group_get_course_groupings',
  'core_group_get_course_user_groups',
  'core_user_create_users',
  'core_user_get_users',
  'core_user_update_users',
  'gradereport_user_get_grade_items',
]);
