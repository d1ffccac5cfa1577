import { enrolmentsOf, type Course } from '../../campus.ts';
import { can, mayEnter } from '../access.ts';
import type { Site } from '../site.ts';
import { cleanMarkup, formatString } from '../texts.ts';
import { categorySortOrder } from './categories.ts';

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** The front page, which Moodle keeps as course 1 and lists among the courses. */
export function siteCourse(site: Site): Course {
  const { name, shortName } = site.campus.university;
  return {
    id: 1,
    categoryId: 0,
    shortName,
    fullName: name,
    idNumber: '',
    visible: true,
    groupMode: 0,
    guestAccess: false,
    startsAt: 0,
    endsAt: 0,
    activities: [],
  };
}

/** Courses by number, the front page first. */
export const allCourses = (site: Site): Course[] => [
  siteCourse(site),
  ...[...site.campus.courses.values()].sort((a, b) => a.id - b.id),
];

/** Names and summary as every course answer has them; cleaned and escaped unless the call asks for raw ones. */
export function courseTexts(site: Site, course: Course) {
  const named = (text: string) => (site.raw ? text : formatString(text));
  const summary = course.id === 1 ? '' : `<p>Summary of ${course.fullName}</p>`;
  return {
    fullname: named(course.fullName),
    displayname: named(course.fullName),
    shortname: named(course.shortName),
    summary: site.raw ? summary : cleanMarkup(summary),
    summaryformat: course.id === 1 ? 0 : 1,
    showactivitydates: false,
    showcompletionconditions: course.id === 1 ? null : true,
  };
}

/** Moodle's order within a category: the newest course first. */
export function courseSortOrder(site: Site, course: Course): number {
  if (course.id === 1) return 1;
  const newer = [...site.campus.courses.values()].filter(
    (other) => other.categoryId === course.categoryId && other.id >= course.id,
  );
  return categorySortOrder(site.campus, course.categoryId) + newer.length;
}

/** People in charge of a course whose names everybody may see: editing teachers. */
function contacts(site: Site, course: Course) {
  return enrolmentsOf(site.campus, course.id)
    .filter((enrolment) => enrolment.role === 'editingteacher')
    .flatMap((enrolment) => site.campus.people.get(enrolment.personId) ?? [])
    .map((person) => ({ id: person.id, fullname: `${person.firstName} ${person.lastName}` }));
}

/** What everybody may know of a course (core_course_search_courses). */
export function publicCourse(site: Site, course: Course) {
  const category = site.campus.categories.find(({ id }) => id === course.categoryId);
  return {
    id: course.id,
    ...courseTexts(site, course),
    courseimage: `${site.origin}/pluginfile.php/${572 + course.id}/course/generated/course.svg`,
    categoryid: course.categoryId,
    categoryname: formatString(category?.name ?? ''),
    sortorder: courseSortOrder(site, course),
    summaryfiles: [],
    overviewfiles: [],
    contacts: contacts(site, course),
    enrollmentmethods: course.id === 1 ? [] : ['manual'],
  };
}

/** Settings that those see who may enter; `idnumber` and a few more need moodle/course:update. */
export function fullCourse(site: Site, course: Course) {
  const row = publicCourse(site, course);
  if (course.id !== 1 && !mayEnter(site, course)) return row;
  const update = can(site, 'moodle/course:update');
  return {
    ...row,
    ...(update ? { idnumber: course.idNumber } : {}),
    ...settings(course),
    marker: 0,
    theme: '',
    ...(update ? { legacyfiles: 0, calendartype: '', ...changes, requested: 0, cacherev: 1 } : {}),
    filters: [{ filter: 'mathjaxloader', localstate: 0, inheritedstate: 1 }],
    ...(course.id === 1
      ? {}
      : { courseformatoptions: [...formatOptions, { name: 'indentation', value: '1' }] }),
  };
}

const changes = { timecreated: 1_788_220_800, timemodified: 1_788_220_800 };
const formatOptions = [
  { name: 'hiddensections', value: 1 },
  { name: 'coursedisplay', value: 0 },
];

/** Settings that core_course_get_courses_by_field always and core_course_get_courses sometimes tells. */
function settings(course: Course) {
  const site = course.id === 1;
  return {
    format: site ? 'site' : 'topics',
    showgrades: 1,
    newsitems: site ? 3 : 1,
    startdate: seconds(course.startsAt),
    enddate: seconds(course.endsAt),
    maxbytes: 0,
    showreports: 0,
    visible: course.visible ? 1 : 0,
    groupmode: course.groupMode,
    groupmodeforce: 0,
    defaultgroupingid: 0,
    enablecompletion: site ? 0 : 1,
    completionnotify: 0,
    lang: '',
  };
}

/** A row of core_course_get_courses: its settings only with moodle/course:update. */
export function listedCourse(site: Site, course: Course) {
  const update = can(site, 'moodle/course:update');
  const { format, startdate, enddate, ...rest } = settings(course);
  return {
    id: course.id,
    categoryid: course.categoryId,
    ...(update ? { categorysortorder: courseSortOrder(site, course) } : {}),
    ...courseTexts(site, course),
    ...(update ? { idnumber: course.idNumber } : {}),
    format,
    startdate,
    enddate,
    numsections: course.id === 1 ? 1 : 4,
    ...(update
      ? {
          ...rest,
          ...changes,
          hiddensections: 1,
          forcetheme: '',
          courseformatoptions: formatOptions,
        }
      : {}),
  };
}
