import { withoutEndSlashes } from '../../kernel/urls.ts';
import { isFailure } from '../../kernel/failure.ts';
import { capabilityAdvice, functionAdvice, identityAdvice, refusalAdvice } from './advice.ts';
import type { EnrolledUser, MoodleCourse, UserDetails } from './answers.ts';
import { named } from './capabilities.ts';
import type { Call } from './client.ts';
import * as functions from './functions.ts';
import { exampleOf, type Example, type TakenAs } from './example.ts';

/** One thing that was found out. */
export interface Finding {
  is: 'good' | 'odd' | 'bad';
  says: string;
  /** How to mend it. */
  advice?: string;
}

/** What was found out about a Moodle's web services. */
export interface MoodleInspection {
  findings: Finding[];
  examples: Example[];
}

/** A Moodle that is to be looked at. */
export interface MoodleToInspect {
  wwwroot: string;
  call: Call;
  /** Whether messages are to be sent inside it. */
  sendsMessages: boolean;
  takenAs: TakenAs;
}

/** How many people of each course are looked at. */
const peopleTried = 50;

/** Tries a Moodle's web services as a run would and changes nothing. Never fails: what is wrong stands in the findings. */
export async function inspectMoodle(moodle: MoodleToInspect): Promise<MoodleInspection> {
  const inspection: MoodleInspection = { findings: [], examples: [] };
  try {
    await look(moodle, inspection);
  } catch (error) {
    inspection.findings.push(findingOf(error));
  }
  return inspection;
}

/** A failure as a finding. @throws what is no failure */
function findingOf(error: unknown): Finding {
  if (!isFailure(error)) throw error;
  return { is: 'bad', says: error.message, advice: refusalAdvice(error) };
}

/** What a function answers; null, with a finding, where it refuses. */
type Attempt = <T>(work: Promise<T>) => Promise<T | null>;

async function look(moodle: MoodleToInspect, { findings, examples }: MoodleInspection) {
  const { call, takenAs } = moodle;
  const attempt: Attempt = (work) =>
    work.catch((error: unknown) => {
      findings.push(findingOf(error));
      return null;
    });
  findings.push(...lookAtSite(await functions.getSiteInfo(call), moodle));
  const categories = await attempt(functions.getCategories(call));
  if (categories) findings.push({ is: 'good', says: `${categories.length} categories.` });
  const courses = await attempt(functions.getAllCourses(call));
  if (!courses) return;
  findings.push(lookAtCourses(courses));
  const read = await readSome(call, courses, attempt);
  if (read.length === 0) return;
  findings.push(...lookAtPeople(read));
  const listed = read.flatMap(({ users }) => users).map((user) => [user.id, user] as const);
  const people = new Map(listed);
  const details = await attempt(functions.getUserDetails(call, [...people.keys()]));
  if (details) findings.push(...lookAtDetails(people.size, details));
  const known = new Map(details?.map((one) => [one.id, one]));
  const shown = [...people.values()].slice(0, 3);
  examples.push(...shown.map((user) => exampleOf(user, known.get(user.id), takenAs)));
}

/** Some members of some courses; what the first refusal says holds for all. */
async function readSome(
  call: Call,
  courses: readonly MoodleCourse[],
  attempt: Attempt,
): Promise<Enrolment[]> {
  const read: Enrolment[] = [];
  for (const course of functions.someCourses(courses)) {
    const users = await attempt(functions.getSomeEnrolled(call, course.id, peopleTried));
    if (!users) return read;
    read.push({ course, users });
  }
  return read;
}

type SiteInfo = Awaited<ReturnType<typeof functions.getSiteInfo>>;

/** Since when Moodle answers as it was recorded; older ones were not tried. */
const oldest = 4.1;

function lookAtSite(info: SiteInfo, { wwwroot, sendsMessages }: MoodleToInspect): Finding[] {
  const findings: Finding[] = [
    { is: 'good', says: `Connected to “${info.sitename}”, Moodle ${info.release}.` },
  ];
  if (Number.parseFloat(info.release) < oldest) {
    findings.push({ is: 'odd', says: `Moodle before ${oldest} was not tried.` });
  }
  if (withoutEndSlashes(info.siteurl) !== withoutEndSlashes(wwwroot)) {
    const says = `This Moodle calls itself ${info.siteurl}, the configured address is ${wwwroot}.`;
    findings.push({ is: 'bad', says, advice: `Set the address to ${info.siteurl}, exactly.` });
  }
  if (info.userissiteadmin === true) {
    const advice =
      'It works, but whoever gets hold of the token has the whole Moodle: make an account of its own with a role of its own.';
    findings.push({ is: 'odd', says: 'The token is a site administrator’s.', advice });
  }
  const has = new Set(info.functions.map(({ name }) => name));
  const wanted = [
    ...functions.neededFunctions,
    ...(sendsMessages ? ['core_message_send_instant_messages'] : []),
  ];
  const missing = wanted.filter((name) => !has.has(name));
  for (const name of missing) {
    findings.push({ is: 'bad', says: `The service lacks ${name}.`, advice: functionAdvice });
  }
  if (missing.length === 0) {
    findings.push({ is: 'good', says: `The service has all ${wanted.length} functions.` });
  }
  if (has.has('core_user_get_users')) {
    const says =
      'The service has core_user_get_users, which searches all people of the site and is not used.';
    findings.push({ is: 'odd', says, advice: 'Take it out of the service.' });
  }
  return findings;
}

function lookAtCourses(all: readonly MoodleCourse[]): Finding {
  const courses = all.filter(({ id }) => id > 1);
  if (courses.length === 0) {
    const advice = capabilityAdvice('moodle/course:view', 'moodle/course:viewhiddencourses');
    return { is: 'bad', says: 'No course is shown to the token.', advice };
  }
  const hidden = courses.filter(({ visible }) => visible === 0).length;
  const says = `${courses.length} courses, ${hidden} of them hidden.`;
  if (hidden > 0) return { is: 'good', says };
  const advice = `If this Moodle has hidden courses: ${capabilityAdvice('moodle/course:viewhiddencourses')}`;
  return { is: 'good', says, advice };
}

interface Enrolment {
  course: MoodleCourse;
  users: EnrolledUser[];
}

/** What the lists of members leave out, as far as it can be seen. */
function lookAtPeople(read: readonly Enrolment[]): Finding[] {
  const contactsOf = ({ course }: Enrolment) => new Set(course.contacts.map(({ id }) => id));
  const people = read.flatMap(({ users }) => users);
  const says = `${people.length} members in the first ${read.length} courses (at most ${peopleTried} of each).`;
  const findings: Finding[] = [{ is: people.length > 0 ? 'good' : 'odd', says }];
  for (const one of read.filter(({ users }) => users.length === 0)) {
    if (contactsOf(one).size === 0) continue;
    const says = `Course ${one.course.id} has teachers, but lists no members.`;
    const advice = capabilityAdvice(
      'moodle/site:accessallgroups',
      'moodle/course:viewparticipants',
    );
    findings.push({ is: 'bad', says, advice });
  }
  const isContact = (one: Enrolment) => one.users.every(({ id }) => contactsOf(one).has(id));
  if (people.length > 0 && read.every(isContact)) {
    const says = 'Every course lists its teachers only.';
    findings.push({ is: 'bad', says, advice: capabilityAdvice('moodle/user:viewdetails') });
  }
  return people.length === 0 ? findings : [...findings, ...lookAtFields(people)];
}

function lookAtFields(people: readonly EnrolledUser[]): Finding[] {
  const none = (has: (user: EnrolledUser) => unknown) => !people.some(has);
  const findings: Finding[] = [];
  if (none(({ email }) => email)) {
    const advice = `${capabilityAdvice('moodle/course:useremail')} Or ${identityAdvice('Email address')}`;
    findings.push({ is: 'odd', says: 'Nobody has an e-mail address.', advice });
  }
  if (none(({ idnumber }) => idnumber)) {
    const advice = `If people have ID numbers in this Moodle: ${identityAdvice('ID number')}`;
    findings.push({ is: 'odd', says: 'Nobody has an ID number (campus number).', advice });
  }
  if (none(({ phone1, phone2 }) => phone1 ?? phone2)) {
    const advice = `If people have telephone numbers in this Moodle: ${identityAdvice('Phone and Mobile phone')}`;
    findings.push({ is: 'odd', says: 'Nobody has a telephone number.', advice });
  }
  return findings;
}

function lookAtDetails(people: number, details: readonly UserDetails[]): Finding[] {
  if (details.length < people) {
    const says = `Of ${people - details.length} of ${people} people it is not told whether their account is suspended.`;
    const advice = `${named('moodle/user:viewdetails')} has to be given in the system context. ${capabilityAdvice('moodle/user:viewdetails')}`;
    return [{ is: 'bad', says, advice }];
  }
  const suspended = details.filter((one) => one.suspended).length;
  return [
    { is: 'good', says: `Accounts are told, ${suspended} of these ${details.length} suspended.` },
  ];
}
