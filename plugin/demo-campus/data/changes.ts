import { createHash } from 'node:crypto';
import type { Activity, Campus, Enrolment, Person } from '../campus.ts';
import { person, type PersonDraft } from './people.ts';

const nextId = (ids: Iterable<number>): number => Math.max(0, ...ids) + 1;

/** Adds a person with the next number; throws when the user name is taken. */
export function addPerson(
  campus: Campus,
  kind: Person['kind'],
  draft: Omit<PersonDraft, 'id'>,
): Person {
  const taken = [...campus.people.values()].some((each) => each.username === draft.username);
  if (taken) throw new Error(`user name taken: ${draft.username}`);
  const id = nextId(campus.people.keys());
  const added = person(kind, { modifiedAt: Date.now(), ...draft, id });
  campus.people.set(id, added);
  return added;
}

/** Changes what a person's row says; unknown numbers throw. */
export function updatePerson(
  campus: Campus,
  id: number,
  change: Partial<Omit<Person, 'id'>>,
): Person {
  const before = campus.people.get(id);
  if (!before) throw new Error(`no such person: ${id}`);
  const after = { ...before, modifiedAt: Date.now(), ...change };
  campus.people.set(id, after);
  return after;
}

/** Deletes as Moodle does: the row stays, scrambled; enrolments and group places go. */
export function removePerson(campus: Campus, id: number, now = Date.now()): void {
  const before = campus.people.get(id);
  if (!before) return;
  updatePerson(campus, id, {
    deleted: true,
    username: `${before.email}.${Math.floor(now / 1000)}`,
    email: createHash('md5').update(before.email).digest('hex'),
    idNumber: '',
  });
  campus.enrolments = campus.enrolments.filter((each) => each.personId !== id);
  for (const group of campus.groups)
    group.memberIds = group.memberIds.filter((each) => each !== id);
}

function dropEnrolment(campus: Campus, courseId: number, personId: number): void {
  campus.enrolments = campus.enrolments.filter(
    (each) => each.courseId !== courseId || each.personId !== personId,
  );
}

/** Enrols someone, or changes the enrolment there is. */
export function enrol(
  campus: Campus,
  wanted: Pick<Enrolment, 'courseId' | 'personId' | 'role'> & Partial<Enrolment>,
): Enrolment {
  dropEnrolment(campus, wanted.courseId, wanted.personId);
  const enrolment: Enrolment = { status: 'active', start: 0, end: 0, ...wanted };
  campus.enrolments.push(enrolment);
  return enrolment;
}

/** Ends an enrolment; the person leaves the course's groups too. */
export function unenrol(campus: Campus, courseId: number, personId: number): void {
  dropEnrolment(campus, courseId, personId);
  for (const group of campus.groups.filter((each) => each.courseId === courseId)) {
    group.memberIds = group.memberIds.filter((each) => each !== personId);
  }
}

/** Adds an LTI activity to a course and gives it its numbers; unknown courses throw. */
export function addActivity(
  campus: Campus,
  courseId: number,
  draft: Pick<Activity, 'title' | 'toolId'> & Partial<Activity>,
): Activity {
  const course = campus.courses.get(courseId);
  if (!course) throw new Error(`no such course: ${courseId}`);
  const all = [...campus.courses.values()].flatMap((each) => each.activities);
  const activity: Activity = {
    intro: '',
    container: 'iframe',
    permissions: 'moodle',
    url: null,
    custom: {},
    gradeMaximum: null,
    ...draft,
    cmid: nextId(all.map((each) => each.cmid)),
    instanceId: nextId(all.map((each) => each.instanceId)),
  };
  course.activities.push(activity);
  return activity;
}
