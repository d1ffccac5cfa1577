import { z } from 'zod';
import {
  enrolmentIn,
  enrolmentsOf,
  isActive,
  type Course,
  type Enrolment,
  type Person,
  type Role,
} from '../../campus.ts';
import { can, demand, enterCourse } from '../access.ts';
import { noPermissions, recordUnknown } from '../errors.ts';
import { int, options } from '../params.ts';
import type { Site } from '../site.ts';
import { formatString } from '../texts.ts';
import { courseSortOrder } from './course-rows.ts';
import { readEnrolledOptions, type EnrolledOptions } from './enrolled-options.ts';
import { userRow } from './user-row.ts';
import { webService } from './web-service.ts';

/**
 * core_enrol_get_enrolled_users: no status, no total. Without moodle/user:viewdetails only the course's contacts come,
 * without moodle/site:accessallgroups nobody of a course with separate groups, both without an error.
 */
export const getEnrolledUsers = webService(
  'core_enrol_get_enrolled_users',
  z.strictObject({ courseid: int, options: options.optional() }),
  (site, params) => {
    const asked = readEnrolledOptions(params.options ?? new Map<string, string>());
    if (params.courseid === 1) throw noPermissions('View participants');
    if (!site.campus.courses.has(params.courseid)) throw recordUnknown();
    const course = enterCourse(site, params.courseid);
    demandFor(site, asked);
    const people = sorted(peopleOf(site, course, asked), asked);
    const end = asked.count === 0 ? undefined : asked.from + asked.count;
    return people
      .slice(asked.from, end)
      .map((person) => picked(enrolledRow(site, course, person), asked.fields));
  },
);

function demandFor(site: Site, asked: EnrolledOptions): void {
  demand(site, 'moodle/course:viewparticipants');
  if (asked.withCapability !== '') demand(site, 'moodle/role:review');
  if (asked.groupId !== 0) demand(site, 'moodle/site:accessallgroups');
  if (asked.onlyActive || asked.onlySuspended) demand(site, 'moodle/course:enrolreview');
}

function peopleOf(site: Site, course: Course, asked: EnrolledOptions): Person[] {
  if (course.groupMode === 1 && !can(site, 'moodle/site:accessallgroups')) return [];
  const details = can(site, 'moodle/user:viewdetails');
  const enrolments = Map.groupBy(enrolmentsOf(site.campus, course.id), ({ personId }) => personId);
  const members = site.campus.groups.find(({ id }) => id === asked.groupId)?.memberIds ?? [];
  return [...enrolments].flatMap(([personId, theirs]) => {
    const person = site.campus.people.get(personId);
    const wanted =
      person?.deleted === false &&
      (asked.groupId === 0 || members.includes(personId)) &&
      hasStatus(site, theirs, asked) &&
      (details || theirs.some(isTeaching)) &&
      (asked.withCapability === '' || theirs.some(isTeaching));
    return wanted ? [person] : [];
  });
}

/** Course contacts; of Moodle's roles here the one that has the capabilities that one asks for. */
const isTeaching = ({ role }: Enrolment): boolean => role === 'editingteacher';

function hasStatus(site: Site, enrolments: Enrolment[], asked: EnrolledOptions): boolean {
  const active = enrolments.some((enrolment) => isActive(enrolment, site.now()));
  return (active || !asked.onlyActive) && (!active || !asked.onlySuspended);
}

function sorted(people: Person[], { sortBy, descending }: EnrolledOptions): Person[] {
  const keys = {
    id: () => '',
    firstname: (person: Person) => person.firstName,
    lastname: (person: Person) => person.lastName,
    siteorder: (person: Person) => `${person.lastName}\u0000${person.firstName}`,
  };
  const key = keys[sortBy];
  const ordered = people.sort((a, b) => key(a).localeCompare(key(b)) || a.id - b.id);
  return descending ? ordered.reverse() : ordered;
}

const roles: Record<Role, { roleid: number; name: string; shortname: string; sortorder: number }> =
  {
    manager: { roleid: 1, name: '', shortname: 'manager', sortorder: 0 },
    editingteacher: { roleid: 3, name: '', shortname: 'editingteacher', sortorder: 0 },
    teacher: { roleid: 4, name: '', shortname: 'teacher', sortorder: 0 },
    student: { roleid: 5, name: '', shortname: 'student', sortorder: 0 },
  };

function enrolledRow(site: Site, course: Course, person: Person): Record<string, unknown> {
  const theirs = enrolmentsOf(site.campus, course.id).filter((one) => one.personId === person.id);
  const groups = site.campus.groups.filter(
    (group) => group.courseId === course.id && group.memberIds.includes(person.id),
  );
  return {
    ...userRow(site, person),
    lastcourseaccess: 0,
    ...(groups.length === 0 ? {} : { groups: groups.map(groupOfUser) }),
    roles: [...new Set(theirs.map(({ role }) => role))].map((role) => roles[role]),
    enrolledcourses: coursesOf(site, person),
  };
}

const groupOfUser = ({ id, name }: { id: number; name: string }) => ({
  id,
  name: formatString(name),
  description: `<div class="text_to_html">Group ${formatString(name)}</div>`,
  descriptionformat: 0,
});

/** Where the person is active; hidden courses only for those who teach them. */
function coursesOf(site: Site, person: Person) {
  const open = [...site.campus.courses.values()].filter(({ id, visible }) => {
    const enrolment = enrolmentIn(site.campus, id, person.id);
    return enrolment && isActive(enrolment, site.now()) && (visible || isTeaching(enrolment));
  });
  return open
    .sort(
      (a, b) =>
        Number(b.visible) - Number(a.visible) ||
        courseSortOrder(site, a) - courseSortOrder(site, b),
    )
    .map(({ id, fullName, shortName }) => ({
      id,
      fullname: formatString(fullName),
      shortname: formatString(shortName),
    }));
}

/** Only the fields asked for; the full name always comes along. */
function picked(row: Record<string, unknown>, fields: Set<string> | null) {
  if (fields === null) return row;
  const entries = Object.entries(row).filter(([key]) => key === 'fullname' || fields.has(key));
  return Object.fromEntries(entries);
}
