import { dayMs } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { distinct, moment, roll, yearOf, type Seeding, type Row } from './rows.ts';

export interface Course {
  id: string;
  members: string[];
  /** How many there were, and how many came to each. */
  meetings: number;
  come: number;
}

const aCourse = (people: readonly string[], students: number) => ({
  id: newId(),
  members: distinct(people, students + 1),
});

/** Courses with who is in them, and the lecture. */
export async function coursesOf(seeding: Seeding): Promise<{ courses: Course[]; lecture: Course }> {
  const { people } = seeding;
  const { studentsOfCourse, meetingsOfCourse: meetings, inClass: come } = yearOf;
  const courses = Array.from({ length: yearOf.courses }, () => ({
    ...aCourse(people, studentsOfCourse),
    meetings,
    come,
  }));
  const { students } = yearOf.lecture;
  const lecture = {
    ...aCourse(people, students),
    meetings: yearOf.lecture.meetings,
    come: students + 1,
  };
  await writeCourses(seeding, [...courses, lecture]);
  return { courses, lecture };
}

async function writeCourses({ now, load }: Seeding, courses: readonly Course[]): Promise<void> {
  const made = { realm: 'https://lms.test', title_from: 'lms', created_at: now - 365 * dayMs };
  await load(
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
  await load('course_memberships', members);
}

/** One meeting that is over. */
export interface Meeting {
  id: string;
  courseId: string | null;
  members: readonly string[];
  come: number;
  from: number;
  to: number;
}

export async function meetingsOf(
  { people, now, load }: Seeding,
  courses: readonly Course[],
): Promise<Meeting[]> {
  const series: Row[] = [];
  const rows: Row[] = [];
  const meetings: Meeting[] = [];
  const add = (
    kind: string,
    { id: courseId, members, meetings: count, come }: Omit<Course, 'id'> & { id: string | null },
  ) => {
    const seriesId = newId();
    const owner = members[0] ?? '';
    series.push(seriesRow({ id: seriesId, kind, courseId, owner, at: series.length, now }));
    for (let at = 0; at < count; at += 1) {
      const from = moment(now, at + 1, count + 1);
      const to = from + 3_600_000 + roll(1_800_000);
      const id = newId();
      const meeting = { id, courseId, members, come, from, to };
      meetings.push(meeting);
      rows.push(meetingRow(meeting, { seriesId, kind, owner }));
    }
  };
  for (const course of courses) add('course', course);
  const personal = { id: null, meetings: yearOf.meetingsOfPersonal, come: yearOf.inPersonal };
  for (let at = 0; at < yearOf.personal; at += 1)
    add('personal', { ...personal, members: distinct(people, 8) });
  await load('meeting_series', series);
  await load('meetings', rows);
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
