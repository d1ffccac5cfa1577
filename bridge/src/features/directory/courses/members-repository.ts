import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import { peoplePage, peopleWho, type Person } from '../people/index.ts';
import type { CourseRole } from './course.ts';
import { parseIds } from './rows.ts';

/** One member as lists show them. */
export interface Member {
  personId: string;
  displayName: string;
  email: string | null;
  role: CourseRole;
  /** The bridge's ids. */
  groupIds: string[];
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
}

const members = (db: Database, courseId: string) =>
  db('course_memberships').where({ course_id: courseId, status: 'active', visiting: 0 });

/** A page of a course's active members. */
export async function membersPage(db: Database, wanted: MembersQuery): Promise<Member[]> {
  const { after } = wanted;
  const page = await peoplePage(db, {
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
        .select<MemberRow[]>('person_id', 'role', 'group_ids'),
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
  sortName,
});

/** How many active members a course has. */
export async function countMembers(db: Database, courseId: string): Promise<number> {
  const row = await members(db, courseId)
    .whereIn('person_id', peopleWho(db, 'active'))
    .count<{ n: number | string }[]>({ n: '*' })
    .first();
  return Number(row?.n ?? 0);
}
