import {
  categoryPath,
  enrolmentIn,
  enrolmentsOf,
  isActive,
  managesCourse,
  type Campus,
  type Course,
  type Group,
  type Person,
  type Role,
} from '../campus.ts';
import type { MeetingActivity } from '../data/meeting-activities.ts';
import { isOpenToGuests } from '../portal/guest.ts';
import { displayName } from '../portal/names.ts';
import { capabilitiesOf } from './capabilities.ts';

/** Of which activity, in which course, at which moment (milliseconds). */
interface Of {
  campus: Campus;
  activity: MeetingActivity;
  course: Course;
  now: number;
}

/** What the bridge calls an activity's room. */
export const roomOf = ({ cmid }: Pick<MeetingActivity, 'cmid'>): string => `cm:${cmid}`;

/** Whoever may host are teachers to the bridge; those who may edit the course besides, editing ones. */
const roles: Record<Role, 'editing-teacher' | 'teacher' | 'student'> = {
  editingteacher: 'editing-teacher',
  manager: 'editing-teacher',
  teacher: 'teacher',
  student: 'student',
};

const language = (person: Person): string => (person.lang === 'en' ? 'en' : 'zh-CN');
const timezone = 'Asia/Shanghai';

const courseOf = ({ campus, activity, course }: Of) => ({
  label: course.shortName,
  title: `${course.fullName} · ${activity.title}`,
  category: categoryPath(campus, course.categoryId)
    .toReversed()
    .map(({ name }) => name)
    .join(' / '),
});

const groupsOf = ({ campus, course }: Of): Group[] =>
  course.groupMode === 0 ? [] : campus.groups.filter(({ courseId }) => courseId === course.id);

/** Separate groups are for their own members; visible ones are open to all. */
const groupsFor = (of: Of, personId: number): string[] =>
  groupsOf(of)
    .filter(({ memberIds }) => of.course.groupMode === 2 || memberIds.includes(personId))
    .map(({ id }) => String(id));

const listed = (person: Person) => ({
  id: String(person.id),
  given: person.firstName,
  family: person.lastName,
  email: person.email,
  number: person.idNumber === '' ? null : person.idNumber,
  phone: person.phone === '' ? null : person.phone,
  lang: language(person),
  zone: timezone,
  suspended: person.suspended,
});

/** Whether guests come into an activity's meetings now: chosen in it, and in the course not taken back. */
export const letsGuestsIn = ({ guests }: MeetingActivity, course: Course): boolean =>
  guests && isOpenToGuests(course);

/** Who may come into an activity's meetings, as the plugin's list of members says it. */
export function rosterOf(of: Of) {
  const { campus, course, now } = of;
  const enrolled = enrolmentsOf(campus, course.id).flatMap((enrolment) => {
    const person = campus.people.get(enrolment.personId);
    const isHidden = !course.visible && enrolment.role === 'student';
    const isOut = !person || person.deleted || isHidden || !isActive(enrolment, now);
    return isOut ? [] : [{ person, role: enrolment.role }];
  });
  return {
    sub: 'roster',
    room: roomOf(of.activity),
    graded: of.activity.gradeMaximum > 0,
    guests: letsGuestsIn(of.activity, course),
    course: courseOf(of),
    groups: groupsOf(of).map(({ id, name }) => ({ id: String(id), name })),
    people: enrolled.map(({ person }) => listed(person)),
    members: enrolled
      .filter(({ person }) => !person.suspended)
      .map(({ person, role }) => ({
        id: String(person.id),
        role: roles[role],
        groups: groupsFor(of, person.id),
        capabilities: capabilitiesOf(campus, course, person.id),
      })),
  };
}

/** What a launch says of somebody who reads in `locale`, and of the activity that it is for: null for the ringer. */
export function launchOf(person: Person, of: Of | null, locale: string) {
  return {
    sub: String(person.id),
    name: displayName(person),
    given_name: person.firstName,
    family_name: person.lastName,
    email: person.email,
    ...(person.idNumber === '' ? {} : { campus_number: person.idNumber }),
    locale,
    zoneinfo: timezone,
    courses: of ? [launchedCourse(person, of)] : [],
  };
}

function launchedCourse(person: Person, of: Of) {
  const { campus, course, activity } = of;
  const role = enrolmentIn(campus, course.id, person.id)?.role ?? 'student';
  const { label, title } = courseOf(of);
  return {
    id: roomOf(activity),
    title,
    label,
    role: managesCourse(campus, person.id, course) ? roles.manager : roles[role],
    groups: groupsFor(of, person.id),
    capabilities: capabilitiesOf(campus, course, person.id),
  };
}
