import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { kindOf, type People, type SourceOfPeople } from '../people/index.ts';
import type { CourseFacts, GroupFacts } from './course.ts';
import type { MemberFacts, MembershipDiff } from './diff.ts';
import { resolveMembership, type MembershipRecord } from './membership.ts';
import * as repository from './repository.ts';
import { toJson, toRecordRow, type CourseRow, type GroupRow, type MembershipRow } from './rows.ts';
import { insertAll, upsert } from '../../../kernel/sql.ts';

/** What a source's present telling would change about one course. Made and applied in one transaction. */
export interface CourseDiff {
  from: SourceOfPeople;
  facts: CourseFacts;
  /** The course's row as it is; null for a course that is new. */
  before: CourseRow | null;
  courseId: string;
  /** Fields that change; empty for a new course. */
  fields: string[];
  newGroups: GroupFacts[];
  renamedGroups: { id: string; externalId: string; name: string }[];
  memberships: MembershipDiff;
  /** The course is no more; it is as it was but for that. */
  retired: boolean;
  /** People whom only launches know: whether they are members follows from the list. */
  unlisted: string[];
}

/** When a diff is written, and what tells of an LMS's stand-ins. */
interface Applying {
  now: number;
  testPeople: People['testPeople'];
}

/**
 * Writes what a diff says, and then the memberships that follow for the people it touches.
 * @returns ids of the people whose membership came out different
 */
export async function applyCourse(
  trx: Database,
  diff: CourseDiff,
  { now, testPeople }: Applying,
): Promise<string[]> {
  await saveCourse(trx, diff, now);
  await saveGroups(trx, diff);
  const { added, changed, removed, unchanged } = diff.memberships;
  const records = [
    ...added.map((facts) => toRecord(diff, facts, now)),
    ...changed.map(({ after }) => toRecord(diff, after, now)),
    ...removed.map((record) => ({ ...record, status: 'removed' as const, changedAt: now })),
  ];
  const key = ['course_id', 'person_id', 'source'];
  await upsert(trx, { table: 'course_membership_records', key }, records.map(toRecordRow));
  const same = unchanged.map(({ personId }) => personId);
  await repository.touchRecords(
    trx,
    { courseId: diff.courseId, source: diff.from.source, now },
    same,
  );
  const named = [...records, ...unchanged].map(({ personId }) => personId);
  const touched = [...named, ...diff.unlisted];
  const at = { courseId: diff.courseId, now, testPeople };
  return resolveAgain(trx, at, [...new Set(touched)]);
}

async function saveCourse(trx: Database, diff: CourseDiff, now: number): Promise<void> {
  const { before, facts } = diff;
  if (!before) await insertAll(trx, 'courses', [newCourse(diff, now)]);
  else if (diff.retired !== (before.retired_at !== null)) {
    const retiredAt = diff.retired ? now : null;
    await trx<CourseRow>('courses').where({ id: before.id }).update({ retired_at: retiredAt });
  }
  if (before && diff.fields.length > 0) {
    const row: CourseRow = {
      ...before,
      label: facts.label ?? before.label,
      title: facts.title ?? before.title,
      title_from: diff.from.source,
      category: facts.category ?? before.category,
      retired_at: null,
      updated_at: now,
    };
    await upsert(trx, { table: 'courses', key: ['id'] }, [row]);
  }
}

const newCourse = ({ courseId, facts, from }: CourseDiff, now: number): CourseRow => ({
  id: courseId,
  realm: from.realm,
  external_id: facts.externalId,
  label: facts.label,
  title: facts.title ?? facts.label ?? facts.externalId,
  title_from: from.source,
  category: facts.category,
  created_at: now,
  updated_at: now,
  retired_at: null,
});

async function saveGroups(trx: Database, diff: CourseDiff): Promise<void> {
  const made = diff.newGroups.map((group) => ({
    id: newId(),
    ...group,
    name: group.name ?? group.externalId,
  }));
  const row = (group: { id: string; externalId: string; name: string }): GroupRow => ({
    id: group.id,
    course_id: diff.courseId,
    external_id: group.externalId,
    name: group.name,
  });
  await insertAll(trx, 'course_groups', made.map(row));
  await upsert(trx, { table: 'course_groups', key: ['id'] }, diff.renamedGroups.map(row));
}

const toRecord = (diff: CourseDiff, facts: MemberFacts, now: number): MembershipRecord => ({
  courseId: diff.courseId,
  personId: facts.personId,
  source: diff.from.source,
  role: facts.role,
  groups: facts.groups,
  capabilities: facts.capabilities ?? null,
  status: 'active',
  seenAt: now,
  changedAt: now,
});

/** Works out who is in as what, and stores what came out different; answers whose. */
async function resolveAgain(
  trx: Database,
  at: Applying & { courseId: string },
  personIds: readonly string[],
): Promise<string[]> {
  const groups = new Map(
    (await repository.groupsOf(trx, at.courseId)).map((group) => [group.externalId, group.id]),
  );
  const records = await repository.membershipRecords(trx, at.courseId, personIds);
  const before = await repository.membershipRows(trx, at.courseId, personIds);
  const isListed = await repository.isListed(trx, at.courseId);
  const tests = await at.testPeople.among(trx, personIds);
  const rows: MembershipRow[] = [];
  for (const [personId, own] of Map.groupBy(records, (record) => record.personId)) {
    const resolved = resolveMembership(own, { isListed });
    const ids = resolved.groups.map((id) => groups.get(id)).filter((id) => id !== undefined);
    const row: MembershipRow = {
      course_id: at.courseId,
      person_id: personId,
      role: resolved.role,
      status: resolved.status,
      group_ids: JSON.stringify(ids.sort()),
      capabilities: toJson(resolved.capabilities),
      visiting: resolved.visiting || tests.has(personId) ? 1 : 0,
      changed_at: at.now,
    };
    if (!isSame(before.get(personId), row)) rows.push(row);
  }
  await upsert(trx, { table: 'course_memberships', key: ['course_id', 'person_id'] }, rows);
  return rows.map(({ person_id }) => person_id);
}

const isSame = (before: MembershipRow | undefined, row: MembershipRow): boolean =>
  before?.role === row.role &&
  before.status === row.status &&
  before.group_ids === row.group_ids &&
  before.capabilities === row.capabilities &&
  before.visiting === row.visiting;

/** Which of a course's fields a telling changes. Moodle's own word stands against LTI's, which is the raw title. */
export function courseFields(before: CourseRow, facts: CourseFacts, source: string): string[] {
  const rank = (of: string) => (kindOf(of) === 'moodle' ? 0 : 1);
  if (rank(source) > rank(before.title_from)) return [];
  return (['label', 'title', 'category'] as const).filter(
    (field) => facts[field] !== null && facts[field] !== before[field],
  );
}
