import { markPeople } from '../src/features/directory/address-book/marks-repository.ts';
import { dayMs, settableClock, type Clock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { digest, newId, newSecret } from '../src/kernel/ids.ts';
import { folded } from '../src/kernel/names.ts';

/** A person with a session: what the tests act as. */
export interface Actor {
  id: string;
  name: string;
  token: string;
  sessionId: string;
}

/** Registers people, courses and departments in a database, as rosters would. */
export function campus(db: Database, clock: Clock = settableClock()) {
  let count = 0;
  return {
    person: async (name: string, more: { campusNumber?: string; status?: string } = {}) => {
      count += 1;
      const actor: Actor = { id: newId(), name, token: newSecret(), sessionId: newId() };
      await db('people').insert({
        id: actor.id,
        display_name: name,
        given_name: name,
        family_name: '',
        campus_number: more.campusNumber ?? null,
        timezone: 'Asia/Shanghai',
        status: more.status ?? 'active',
        sort_name: folded(name),
        search_name: folded(name),
        created_at: 1,
        updated_at: 1,
      });
      await db('sessions').insert(sessionRow(actor, clock));
      await markPeople(db, [actor.id]);
      return actor;
    },
    /** Somebody without an account, whose session is for one series. */
    guest: async (name: string, seriesId: string) => {
      const actor: Actor = { id: newId(), name, token: newSecret(), sessionId: newId() };
      await db('guests').insert({ id: actor.id, series_id: seriesId, name, created_at: 1 });
      await db('sessions').insert({ ...sessionRow(actor, clock), kind: 'guest' });
      return actor;
    },
    /** Another tab or device of somebody: a session of its own. */
    elsewhere: async (actor: Actor): Promise<Actor> => {
      const other = { ...actor, token: newSecret(), sessionId: newId() };
      await db('sessions').insert(sessionRow(other, clock));
      return other;
    },
    course: async (teacher: Actor, students: readonly Actor[], title = '数据结构') => {
      count += 1;
      const course = { id: newId(), groupId: newId() };
      const named = { id: course.id, realm: 'r', external_id: `${count}`, title, title_from: 'r' };
      await db('courses').insert({ ...named, created_at: 1, updated_at: 1 });
      const group = { id: course.groupId, course_id: course.id, external_id: '1', name: 'Lab' };
      await db('course_groups').insert(group);
      const member = (person: Actor, role: string, groups: string[]) => ({
        course_id: course.id,
        person_id: person.id,
        role,
        status: 'active',
        group_ids: JSON.stringify(groups),
        changed_at: 1,
      });
      const rows = [
        member(teacher, 'editing-teacher', []),
        // The first student is in the group.
        ...students.map((one, at) => member(one, 'student', at === 0 ? [course.groupId] : [])),
      ];
      await db.batchInsert('course_memberships', rows, 100);
      return course;
    },
    /** Adds a non-editing teacher to a course: of these groups, and with what the LMS grants beside hosting. */
    assistant: async (
      course: { id: string },
      person: Actor,
      { groups = [], granted }: { groups?: readonly string[]; granted: readonly string[] },
    ): Promise<Actor> => {
      const said = {
        course_id: course.id,
        person_id: person.id,
        role: 'teacher',
        status: 'active',
        group_ids: JSON.stringify(groups),
        capabilities: JSON.stringify(granted),
        changed_at: 1,
      };
      await db('course_memberships').insert(said);
      await db('course_membership_records').insert({ ...said, source: 'moodle:r', seen_at: 1 });
      return person;
    },
    department: async (people: readonly Actor[], parent: string | null = null) => {
      count += 1;
      const unit = { id: newId(), externalId: `unit-${count}` };
      await db('departments').insert({
        id: unit.id,
        source: 'ldap:x',
        external_id: unit.externalId,
        parent_external_id: parent,
        name: unit.externalId,
        status: 'active',
        changed_at: 1,
      });
      const rows = people.map(({ id }) => ({
        department_id: unit.id,
        person_id: id,
        status: 'active',
        changed_at: 1,
      }));
      await db.batchInsert('department_memberships', rows, 100);
      const claims = rows.map((row) => ({ ...row, source: 'ldap:x' }));
      await db.batchInsert('department_claims', claims, 100);
      return unit;
    },
    /** Somebody is in the room of a meeting, as the conference server tells. */
    inside: async (meetingId: string, personId: string) => {
      await db('occupants').insert({
        source: 'run',
        jid: `${personId}@x`,
        meeting_id: meetingId,
        person_id: personId,
        occupant_id: 'o',
        joined_at: 1,
      });
    },
  };
}

/** What somebody logs in with, as sources gave it long ago. */
export async function logsInWith(
  db: Database,
  personId: string,
  contacts: { phone?: string; email?: string },
): Promise<void> {
  const rows = [
    ...(contacts.phone === undefined ? [] : [{ kind: 'phone', contact: contacts.phone }]),
    ...(contacts.email === undefined ? [] : [{ kind: 'mail', contact: contacts.email }]),
  ].map((row) => ({ ...row, person_id: personId, is_held: true, proven_at: 1 }));
  await db('source_contacts').insert(rows).onConflict(['person_id', 'kind']).merge();
}

const sessionRow = (actor: Actor, clock: Clock) => ({
  id: actor.sessionId,
  person_id: actor.id,
  access_digest: digest(actor.token),
  access_expires_at: clock.now() + 365 * dayMs,
  refresh_digest: digest(newSecret()),
  rotated_at: 1,
  created_at: 1,
  expires_at: clock.now() + 365 * dayMs,
});
