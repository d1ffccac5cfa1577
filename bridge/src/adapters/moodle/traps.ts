import type { Problem } from '../../features/directory/sync/ports.ts';
import type { EnrolledUser, MoodleCourse } from './answers.ts';
import { named } from './capabilities.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Call } from './client.ts';
import * as functions from './functions.ts';

/** How to give what Moodle keeps back of its people. */
const identity = (field: string): string =>
  `tick ${field} at Site administration → Users → Permissions → User policies → Show user identity (showuseridentity), and give ${named('moodle/site:viewuseridentity')}`;

/**
 * Some missing capabilities make Moodle leave people, or what it knows of them, out without a word. What can be
 * seen of that is told, each thing once, with how to give it.
 */
export async function silentTraps(
  call: Call,
  course: MoodleCourse,
  users: readonly EnrolledUser[],
): Promise<Problem[]> {
  const where = `course ${course.id}`;
  const contacts = new Set(course.contacts.map(({ id }) => id));
  if (users.length === 0) {
    const reason = `has teachers, but lists no members: ${named('moodle/site:accessallgroups')} may be missing`;
    return contacts.size > 0 ? [{ where, field: null, reason }] : [];
  }
  const problems: Problem[] = [];
  if (users.every(({ id }) => contacts.has(id)) && !(await seesMembers(call, course))) {
    const reason = `lists only its teachers: ${named('moodle/user:viewdetails')} may be missing`;
    problems.push({ where, field: null, reason });
  }
  for (const [field, has, reason] of kept) {
    if (!users.some(has)) problems.push({ where, field, reason, isOfSource: true });
  }
  return problems;
}

const kept: [string, (user: EnrolledUser) => boolean, string][] = [
  [
    'email',
    ({ email }) => email !== null,
    `nobody has an e-mail address: give ${named('moodle/course:useremail')}`,
  ],
  [
    'campusNumber',
    ({ idnumber }) => Boolean(idnumber),
    `nobody has an ID number: ${identity('ID number')}`,
  ],
  [
    'phone',
    ({ phone1, phone2 }) => Boolean(phone1) || Boolean(phone2),
    `nobody has a telephone number: ${identity('Phone and Mobile phone')}`,
  ],
];

/** How many people of each other course are looked at. */
const peopleTried = 20;

/**
 * Whether the token sees people who are nobody's contact: then a course that lists only teachers has only
 * teachers. Without moodle/user:viewdetails every course seems to have nobody else.
 */
async function seesMembers(call: Call, but: MoodleCourse): Promise<boolean> {
  try {
    const others = (await functions.getAllCourses(call)).filter(({ id }) => id !== but.id);
    for (const course of functions.someCourses(others)) {
      const contacts = new Set(course.contacts.map(({ id }) => id));
      const some = await functions.getSomeEnrolled(call, course.id, peopleTried);
      if (some.some(({ id }) => !contacts.has(id))) return true;
    }
    return false;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}
