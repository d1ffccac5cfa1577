import type { Database } from '../../../kernel/database.ts';
import type { Capability } from './contract.ts';
import type { Course, CourseGroup } from './course.ts';
import type { MembershipRecord } from './membership.ts';
import {
  fromCourseRow,
  fromRecordRow,
  parseCapabilities,
  parseIds,
  type CourseRow,
  type GroupRow,
  type MembershipRow,
  type RecordRow,
} from './rows.ts';
import { inChunks } from '../../../kernel/sql.ts';

/** By the bridge's own id; retired courses too. Null for an unknown one. */
export async function findCourse(db: Database, id: string): Promise<Course | null> {
  const row = await db<CourseRow>('courses').where({ id }).first();
  return row ? fromCourseRow(row) : null;
}

/** By the LMS's id, which means something in its realm only; null where none has it. */
export async function courseRow(
  db: Database,
  realm: string,
  externalId: string,
): Promise<CourseRow | null> {
  return (await db<CourseRow>('courses').where({ realm, external_id: externalId }).first()) ?? null;
}

/** By name; empty for a course without groups. */
export async function groupsOf(db: Database, courseId: string): Promise<CourseGroup[]> {
  const rows = await db<GroupRow>('course_groups').where({ course_id: courseId }).orderBy('name');
  return rows.map((row) => ({ id: row.id, externalId: row.external_id, name: row.name }));
}

/** Every source's records of a course: of the given people, or of all. */
export async function membershipRecords(
  db: Database,
  courseId: string,
  personIds: readonly string[] | 'all',
): Promise<MembershipRecord[]> {
  const table = () => db<RecordRow>('course_membership_records').where({ course_id: courseId });
  const rows =
    personIds === 'all'
      ? await table()
      : await inChunks(personIds, (chunk) => table().whereIn('person_id', chunk));
  return rows.map(fromRecordRow);
}

/** Whether some list names people of this course now, beside those who launched it. */
export async function isListed(db: Database, courseId: string): Promise<boolean> {
  const named = await db<RecordRow>('course_membership_records')
    .where({ course_id: courseId, status: 'active' })
    .whereNot('source', 'like', 'lti:%')
    .first('source');
  return named !== undefined;
}

/** Whether some source has said of anybody in this course what is granted beside the role, also if it dropped them. */
export async function grantsByPerson(db: Database, courseId: string): Promise<boolean> {
  const said = await db<RecordRow>('course_membership_records')
    .where({ course_id: courseId })
    .whereNotNull('capabilities')
    .first('source');
  return said !== undefined;
}

/** Notes that a source still names these people. */
export async function touchRecords(
  db: Database,
  of: { courseId: string; source: string; now: number },
  personIds: readonly string[],
): Promise<void> {
  await inChunks(personIds, async (chunk) => {
    await db<RecordRow>('course_membership_records')
      .where({ course_id: of.courseId, source: of.source })
      .whereIn('person_id', chunk)
      .update({ seen_at: of.now });
    return [];
  });
}

/** What holds of these people, by person; removed memberships too, whoever never was a member is left out. */
export async function membershipRows(
  db: Database,
  courseId: string,
  personIds: readonly string[],
): Promise<Map<string, MembershipRow>> {
  const rows = await inChunks(personIds, (chunk) =>
    db<MembershipRow>('course_memberships')
      .where({ course_id: courseId })
      .whereIn('person_id', chunk),
  );
  return new Map(rows.map((row) => [row.person_id, row]));
}

/** The active membership of one person in one course. */
export async function membershipRow(
  db: Database,
  courseId: string,
  personId: string,
): Promise<MembershipRow | null> {
  const key = { course_id: courseId, person_id: personId, status: 'active' as const };
  return (await db<MembershipRow>('course_memberships').where(key).first()) ?? null;
}

interface OwnCourse {
  course: Course;
  role: MembershipRow['role'];
  capabilities: Capability[] | null;
  groupIds: string[];
}

/** The courses that a person is in, by title. */
export async function coursesOf(db: Database, personId: string): Promise<OwnCourse[]> {
  const own = await db<MembershipRow>('course_memberships').where({
    person_id: personId,
    status: 'active',
  });
  const known = new Map(own.map((row) => [row.course_id, row]));
  const rows = await inChunks([...known.keys()], (chunk) =>
    db<CourseRow>('courses').whereIn('id', chunk),
  );
  return rows
    .map((row) => ({
      course: fromCourseRow(row),
      role: known.get(row.id)?.role ?? 'other',
      capabilities: parseCapabilities(known.get(row.id)?.capabilities ?? null),
      groupIds: parseIds(known.get(row.id)?.group_ids ?? null) ?? [],
    }))
    .sort(
      (a, b) =>
        a.course.title.localeCompare(b.course.title) || a.course.id.localeCompare(b.course.id),
    );
}

/** The courses of one realm, by their ids there; those that were retired, too. */
export async function coursesOfRealm(db: Database, realm: string): Promise<Course[]> {
  return (await db<CourseRow>('courses').where({ realm }).orderBy('external_id')).map(
    fromCourseRow,
  );
}

/** By course how many memberships of which state there are, and when the last one changed. */
export async function marksOf(
  db: Database,
  courseIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await inChunks(courseIds, (chunk) =>
    db('course_memberships')
      .whereIn('course_id', chunk)
      .groupBy('course_id', 'status')
      .orderBy(['course_id', 'status'])
      .select<MarkRow[]>('course_id', 'status')
      .count({ n: '*' })
      .max({ last: 'changed_at' }),
  );
  const marks = new Map<string, string>();
  for (const { course_id: id, status, n, last } of rows as MarkRow[]) {
    marks.set(id, `${marks.get(id) ?? ''} ${status} ${n} ${last}`);
  }
  return marks;
}

interface MarkRow {
  course_id: string;
  status: string;
  n: number | string;
  last: number | string;
}
