import { newId } from '../../src/kernel/ids.ts';
import { dayMs, distinct, moment, roll, some, write, yearOf, type Past, type Row } from './rows.ts';

export interface Course {
  id: string;
  members: string[];
}

export async function coursesOf({ db, people, now }: Past): Promise<Course[]> {
  const courses = Array.from({ length: yearOf.courses }, () => ({
    id: newId(),
    members: distinct(people, yearOf.studentsOfCourse + 1),
  }));
  const made = { realm: 'https://lms.test', title_from: 'lms', created_at: now - 365 * dayMs };
  await write(
    db,
    'courses',
    courses.map(({ id }, at) => ({
      ...made,
      id,
      external_id: `year-${at}`,
      title: `课程 ${at}`,
      updated_at: made.created_at,
    })),
  );
  const members = courses.flatMap(({ id, members: ids }) =>
    ids.map((personId, at) => ({
      course_id: id,
      person_id: personId,
      role: at === 0 ? 'editing-teacher' : 'student',
      status: 'active',
      group_ids: '[]',
      changed_at: made.created_at,
    })),
  );
  await write(db, 'course_memberships', members);
  return courses;
}

interface Meeting {
  id: string;
  courseId: string | null;
  members: readonly string[];
  from: number;
  to: number;
}

export async function meetingsOf(
  { db, people, now }: Past,
  courses: readonly Course[],
): Promise<Meeting[]> {
  const series: Row[] = [];
  const rows: Row[] = [];
  const meetings: Meeting[] = [];
  const add = (
    kind: string,
    count: number,
    { id: courseId, members }: { id: string | null; members: string[] },
  ) => {
    const seriesId = newId();
    const owner = members[0] ?? '';
    series.push(seriesRow({ id: seriesId, kind, courseId, owner, at: series.length, now }));
    for (let at = 0; at < count; at += 1) {
      const from = moment(now, at + 1, count + 1);
      const to = from + 3_600_000 + roll(1_800_000);
      const id = newId();
      meetings.push({ id, courseId, members, from, to });
      rows.push(meetingRow({ id, courseId, members, from, to }, { seriesId, kind, owner }));
    }
  };
  for (const course of courses) add('course', yearOf.meetingsOfCourse, course);
  for (let at = 0; at < yearOf.personal; at += 1)
    add('personal', yearOf.meetingsOfPersonal, { id: null, members: distinct(people, 8) });
  await write(db, 'meeting_series', series);
  await write(db, 'meetings', rows);
  return meetings;
}

const seriesRow = (of: {
  id: string;
  kind: string;
  courseId: string | null;
  owner: string;
  at: number;
  now: number;
}): Row => ({
  id: of.id,
  kind: of.kind,
  course_id: of.courseId,
  owner_person_id: of.courseId === null ? of.owner : null,
  title: of.kind,
  number: `${100_000_000 + of.at}`,
  unique_key: `year ${of.at}`,
  scope: 'campus',
  lobby: false,
  locked: false,
  is_weekly: false,
  created_at: of.now - 365 * dayMs,
});

const meetingRow = (
  { id, courseId, from, to }: Meeting,
  of: { seriesId: string; kind: string; owner: string },
): Row => ({
  id,
  series_id: of.seriesId,
  kind: of.kind,
  course_id: courseId,
  title: '课程',
  host_person_id: of.owner,
  host_name: '王老师',
  state: 'ended',
  room: id.replaceAll('-', '').slice(0, 32),
  capacity: 500,
  started_at: from,
  ended_at: to,
  end_reason: 'host',
});

/** Who was there: a seat, a connection, an arrival, and what the conference server told of each. */
export async function staysOf({ db }: Past, meetings: readonly Meeting[]): Promise<void> {
  let sequence = 0;
  const each = function* (row: (meeting: Meeting, who: string, at: number) => Row[]) {
    for (const meeting of meetings) {
      const count = meeting.courseId === null ? yearOf.inPersonal : yearOf.inClass;
      for (const [at, who] of meeting.members.slice(0, count).entries())
        yield* row(meeting, who, at);
    }
  };
  const connection = ({ id, from, to }: Meeting, who: string) => ({
    source: 'prosody-1',
    jid: `${who}@meet/${id.slice(0, 8)}`,
    meeting_id: id,
    person_id: who,
    at: [from + 60_000, to] as const,
  });
  await write(
    db,
    'seats',
    each(({ id, from, to }, who, at) => [seatRow({ id, who, from, to, at })]),
  );
  await write(
    db,
    'occupants',
    each((meeting, who) => {
      const {
        at: [joined_at, left_at],
        ...of
      } = connection(meeting, who);
      return [{ ...of, occupant_id: who.slice(0, 8), joined_at, left_at, leave_reason: null }];
    }),
  );
  await write(
    db,
    'attendance_events',
    each((meeting, who) => {
      const { at, ...of } = connection(meeting, who);
      return at.map((moment, is) => {
        sequence += 1;
        return { ...of, sequence, at: moment, type: is === 0 ? 'joined' : 'left', reason: null };
      });
    }),
  );
  await write(
    db,
    'arrivals',
    each(({ id, from }, who) => [
      {
        meeting_id: id,
        participant_id: who,
        kind: 'person',
        name: '李同学',
        door: 'member',
        state: 'in',
        since: from,
        changed_at: from,
      },
    ]),
  );
}

const seatRow = (of: { id: string; who: string; from: number; to: number; at: number }): Row => ({
  id: newId(),
  meeting_id: of.id,
  person_id: of.who,
  role: of.at === 0 ? 'host' : 'member',
  number: of.at + 1,
  lease_expires_at: of.to + 60_000,
  taken_at: of.from,
  asked_at: of.from,
  arrived_at: of.from + 900,
  waited_ms: 900,
});

export async function callsOf({ db }: Past, meetings: readonly Meeting[]): Promise<void> {
  const calls = Array.from({ length: yearOf.calls }, () => ({
    id: newId(),
    meeting: some(meetings),
  }));
  await write(
    db,
    'calls',
    calls.map(({ id, meeting }) => ({
      id,
      meeting_id: meeting.id,
      caller_id: meeting.members[0] ?? '',
      caller_name: '王老师',
      title: '课程',
      size: 3,
      started_at: meeting.from,
    })),
  );
  const invitees = calls.flatMap(({ id, meeting }) =>
    meeting.members.slice(1, 4).map((who) => ({
      id: newId(),
      call_id: id,
      meeting_id: meeting.id,
      caller_id: meeting.members[0] ?? '',
      person_id: who,
      name: '李同学',
      state: 'joined',
      changed_at: meeting.from,
      created_at: meeting.from,
    })),
  );
  await write(db, 'call_invitees', invitees);
}
