import type { Database, Subquery } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { People, Person } from '../people/index.ts';
import type { Capability } from './contract.ts';
import type { CourseRole } from './course.ts';
import { parseCapabilities, parseIds } from './rows.ts';

/** One member as lists show them. */
export interface Member {
  personId: string;
  displayName: string;
  email: string | null;
  role: CourseRole;
  /** The bridge's ids. */
  groupIds: string[];
  /** What the LMS grants beside the role; null: it does not say. */
  capabilities: Capability[] | null;
  sortName: string;
}

/** Which part of a course's members is wanted; sorted by name, then id. */
export interface MembersQuery {
  courseId: string;
  /** Only names (or campus numbers) that hold this, already folded. */
  query: string | null;
  after: { sortName: string; personId: string } | null;
  limit: number;
}

interface MemberRow {
  person_id: string;
  role: CourseRole;
  group_ids: string;
  capabilities: string | null;
}

const members = (db: Database, courseId: string) =>
  db('course_memberships').where({ course_id: courseId, status: 'active', visiting: 0 });

/** A page of a course's active members. */
export async function membersPage(
  db: Database,
  people: Pick<People, 'page'>,
  wanted: MembersQuery,
): Promise<Member[]> {
  const { after } = wanted;
  const page = await people.page({
    among: [members(db, wanted.courseId).select('person_id')],
    statuses: ['active'],
    search: wanted.query,
    after: after && { sortName: after.sortName, id: after.personId },
    limit: wanted.limit,
  });
  const rows = await inChunks(
    page.map(({ person }) => person.id),
    (chunk) =>
      members(db, wanted.courseId)
        .whereIn('person_id', chunk)
        .select<MemberRow[]>('person_id', 'role', 'group_ids', 'capabilities'),
  );
  const byPerson = new Map(rows.map((row) => [row.person_id, row]));
  return page.flatMap(({ person, sortName }) => {
    const row = byPerson.get(person.id);
    return row ? [toMember(person, sortName, row)] : [];
  });
}

const toMember = (person: Person, sortName: string, row: MemberRow): Member => ({
  personId: person.id,
  displayName: person.displayName,
  email: person.email,
  role: row.role,
  groupIds: parseIds(row.group_ids) ?? [],
  capabilities: parseCapabilities(row.capabilities),
  sortName,
});

/** Members who are active people; each is looked up by id, and not among all who are active. */
const activeMembers = (db: Database, people: Pick<People, 'activeOf'>, courseId: string) =>
  members(db, courseId).whereExists(people.activeOf('course_memberships.person_id'));

/** Ids of a course's active members of one role. */
export const memberIds = (
  db: Database,
  people: Pick<People, 'activeOf'>,
  { courseId, role }: { courseId: string; role: CourseRole },
): Subquery => activeMembers(db, people, courseId).where({ role }).select('person_id');

/** What an active member is in a course; null for somebody who is none. */
export async function listedMember(
  db: Database,
  people: Pick<People, 'activeOf'>,
  { courseId, personId }: { courseId: string; personId: string },
): Promise<Pick<Member, 'personId' | 'role' | 'groupIds'> | null> {
  const row = await activeMembers(db, people, courseId)
    .where({ person_id: personId })
    .first<MemberRow | undefined>('person_id', 'role', 'group_ids');
  return row ? { personId, role: row.role, groupIds: parseIds(row.group_ids) ?? [] } : null;
}

/** How many active members a course has. */
export async function countMembers(
  db: Database,
  people: Pick<People, 'who'>,
  courseId: string,
): Promise<number> {
  const row = await members(db, courseId)
    .whereIn('person_id', people.who('active'))
    .count<{ n: number | string }[]>({ n: '*' })
    .first();
  return Number(row?.n ?? 0);
}
