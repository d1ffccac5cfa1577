import { createHash } from 'node:crypto';
import { halfHourMs, inSteps, type Sample } from '../../src/features/operations/history/sample.ts';
import { newId } from '../../src/kernel/ids.ts';
import { callsOf } from './calls.ts';
import { coursesOf, meetingsOf, type Course } from './meetings.ts';
import { list, moment, roll, some, yearOf, type Seeding, type Row } from './rows.ts';
import { staysOf } from './stays.ts';

/** Where the pages are looked at. */
export interface Year {
  courses: Course[];
  /** The one of five hundred. */
  lecture: Course;
  /** Each with its course. */
  classes: { id: string; courseId: string }[];
}

/** Everything that a year leaves in the database, had nothing been let go meanwhile. */
export async function live(seeding: Seeding): Promise<Year> {
  const { courses, lecture } = await coursesOf(seeding);
  const meetings = await meetingsOf(seeding, [...courses, lecture]);
  await staysOf(seeding, meetings);
  await callsOf(seeding, meetings);
  await sessionsOf(seeding, courses);
  await messagesOf(seeding);
  await auditOf(seeding);
  await runsOf(seeding);
  await samplesOf(seeding);
  const classes = meetings.flatMap(({ id, courseId }) => (courseId ? [{ id, courseId }] : []));
  return { courses, lecture, classes };
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function sessionsOf(
  { people, now, load }: Seeding,
  courses: readonly Course[],
): Promise<void> {
  const at = (index: number) => moment(now, index, yearOf.sessions);
  await load(
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
  await load(
    'session_tickets',
    list(yearOf.sessions, (index) => ({
      digest: digestOf(`ticket ${index}`),
      person_id: some(people),
      expires_at: at(index) + 60_000,
      used_at: at(index),
    })),
  );
}

async function messagesOf({ people, now, load }: Seeding): Promise<void> {
  const payload = JSON.stringify({ subject: '会议邀请', text: '请参加会议。'.repeat(60) });
  await load(
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

async function auditOf({ people, now, load }: Seeding): Promise<void> {
  const actions = [
    'grant.give',
    'person.override',
    'import.apply',
    'retention.set',
    'person.deactivate',
  ];
  await load(
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

async function runsOf({ people, now, load }: Seeding): Promise<void> {
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
  await load('roster_runs', [...nightly, ...changes]);
  await load(
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

const minute = 60_000;

function* samples(now: number): Generator<Sample> {
  const last = Math.floor(now / minute) * minute;
  for (let at = yearOf.samples; at > 0; at -= 1)
    yield {
      at: last - at * minute,
      meetings: roll(60),
      people: roll(900),
      joins: roll(40),
      missed: 0,
      joinMs: 900,
      rings: roll(3),
      ringMs: 300,
      stress: { 'jvb-1': roll(100) / 100, 'jvb-2': roll(100) / 100 },
    };
}

const sampleRow = ({ joinMs, ringMs, stress, ...same }: Sample): Row => ({
  ...same,
  join_ms: joinMs,
  ring_ms: ringMs,
  stress: JSON.stringify(stress),
});

/** Each minute, and the half hours that are over, as the bridge puts them together. */
async function samplesOf({ now, load }: Seeding): Promise<void> {
  const all = [...samples(now)];
  await load('operation_samples', all.map(sampleRow));
  const halfHours = inSteps(all, halfHourMs).filter(({ at }) => at <= now);
  await load('operation_half_hours', halfHours.map(sampleRow));
}
