import { createHash } from 'node:crypto';
import { newId } from '../../src/kernel/ids.ts';
import { callsOf, coursesOf, meetingsOf, staysOf, type Course } from './meetings.ts';
import { list, moment, roll, some, write, yearOf, type Past, type Row } from './rows.ts';

/** Where the pages are looked at. */
export interface Year {
  courses: Course[];
  /** Each with its course. */
  classes: { id: string; courseId: string }[];
}

/** Everything that a year leaves in the database, had nothing been let go meanwhile. */
export async function live(past: Past): Promise<Year> {
  const courses = await coursesOf(past);
  const meetings = await meetingsOf(past, courses);
  await staysOf(past, meetings);
  await callsOf(past, meetings);
  await sessionsOf(past, courses);
  await messagesOf(past);
  await auditOf(past);
  await runsOf(past);
  await write(past.db, 'operation_samples', samples(past.now));
  const classes = meetings.flatMap(({ id, courseId }) => (courseId ? [{ id, courseId }] : []));
  return { courses, classes };
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function sessionsOf({ db, people, now }: Past, courses: readonly Course[]): Promise<void> {
  const at = (index: number) => moment(now, index, yearOf.sessions);
  await write(
    db,
    'sessions',
    list(yearOf.sessions, (index) => ({
      id: newId(),
      person_id: some(people),
      course_id: some(courses).id,
      access_digest: digestOf(`access ${index}`),
      access_expires_at: at(index) + 600_000,
      refresh_digest: digestOf(`refresh ${index}`),
      rotated_at: at(index),
      created_at: at(index),
      expires_at: at(index) + 12 * 3_600_000,
    })),
  );
  await write(
    db,
    'session_tickets',
    list(yearOf.sessions, (index) => ({
      digest: digestOf(`ticket ${index}`),
      person_id: some(people),
      expires_at: at(index) + 60_000,
      used_at: at(index),
    })),
  );
}

async function messagesOf({ db, people, now }: Past): Promise<void> {
  const payload = JSON.stringify({ subject: '会议邀请', text: '请参加会议。'.repeat(60) });
  await write(
    db,
    'outbox',
    list(yearOf.messages, (index) => {
      const at = moment(now, index, yearOf.messages);
      return {
        id: newId(),
        kind: 'mail',
        recipient: `u${roll(10_000)}@campus.test`,
        about: 'invitation',
        person_id: some(people),
        payload,
        state: 'sent',
        attempts: 1,
        created_at: at,
        trying_since: at,
        next_at: at,
        settled_at: at + 2_000,
      };
    }),
  );
}

async function auditOf({ db, people, now }: Past): Promise<void> {
  const actions = [
    'grant.give',
    'person.override',
    'import.apply',
    'retention.set',
    'person.deactivate',
  ];
  await write(
    db,
    'audit_entries',
    list(yearOf.audit, (index) => {
      const action = some(actions);
      return {
        at: moment(now, index, yearOf.audit),
        actor_id: some(people),
        actor_name: '管理员',
        action,
        subject_kind: 'person',
        subject_id: some(people),
        subject_name: `张三 ${index}`,
        before: JSON.stringify({ name: '张三', phone: '13800000000' }),
        after: JSON.stringify({ name: `张三 ${index}`, phone: '13900000000' }),
        search: `管理员\n张三 ${index}\n${action}\n{"name":"张三","phone":"13800000000"}`,
      };
    }),
  );
}

async function runsOf({ db, people, now }: Past): Promise<void> {
  const run = (kind: string, index: number, of: number): Row => {
    const at = moment(now, index, of);
    return {
      id: newId(),
      kind,
      source: 'ldap:campus',
      scope: 'all',
      state: 'applied',
      owner: 'bridge-1',
      lease_until: at,
      counts: '{}',
      report: JSON.stringify({ oddities: ['x'.repeat(200)] }),
      started_at: at,
      ended_at: at + 4_000,
    };
  };
  const nightly = list(365, (index) => run('full', index, 365));
  const changes = list(yearOf.changeRuns, (index) => run('changes', index, yearOf.changeRuns));
  await write(db, 'roster_runs', [...nightly, ...changes]);
  await write(
    db,
    'roster_changes',
    list(yearOf.reportRows, (index) => ({
      run_id: nightly[index % nightly.length]?.['id'] ?? '',
      number: index,
      kind: 'changed',
      subject: `${index}`,
      person_id: some(people),
      name: '张三',
      search: '张三',
      detail: '{"field":"mail"}',
    })),
  );
}

function* samples(now: number): Generator<Row> {
  const minute = 60_000;
  const last = Math.floor(now / minute) * minute;
  for (let at = yearOf.samples; at > 0; at -= 1)
    yield {
      at: last - at * minute,
      meetings: roll(60),
      people: roll(900),
      joins: roll(40),
      missed: 0,
      join_ms: 900,
      rings: roll(3),
      ring_ms: 300,
      stress: '{"jvb-1":0.31,"jvb-2":0.28}',
    };
}
