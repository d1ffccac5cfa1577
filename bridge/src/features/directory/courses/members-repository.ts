import type { Database } from '../../../kernel/database.ts';
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
  display_name: string;
  email: string | null;
  sort_name: string;
  role: CourseRole;
  group_ids: string;
}

const members = (db: Database, courseId: string) =>
  db<MemberRow>('course_memberships as m')
    .join('people as p', 'p.id', 'm.person_id')
    .where({ 'm.course_id': courseId, 'm.status': 'active', 'p.status': 'active' })
    .where('m.visiting', 0);

/** A page of a course's active members. Reads people's names, which the people feature owns, for sorting and paging. */
export async function membersPage(db: Database, wanted: MembersQuery): Promise<Member[]> {
  const { after, query } = wanted;
  const question = members(db, wanted.courseId);
  if (query !== null) {
    const pattern = `%${query.replace(/[!%_]/gu, '!$&')}%`;
    void question.whereRaw(`p.search_name like ? escape '!'`, [pattern]);
  }
  if (after !== null) {
    void question.where((later) =>
      later
        .where('p.sort_name', '>', after.sortName)
        .orWhere((same) =>
          same.where('p.sort_name', after.sortName).where('p.id', '>', after.personId),
        ),
    );
  }
  const rows = await question
    .orderBy(['p.sort_name', 'p.id'])
    .limit(wanted.limit)
    .select<MemberRow[]>(
      'm.person_id',
      'm.role',
      'm.group_ids',
      'p.display_name',
      'p.email',
      'p.sort_name',
    );
  return rows.map(toMember);
}

const toMember = (row: MemberRow): Member => ({
  personId: row.person_id,
  displayName: row.display_name,
  email: row.email,
  role: row.role,
  groupIds: parseIds(row.group_ids) ?? [],
  sortName: row.sort_name,
});

/** How many active members a course has. */
export async function countMembers(db: Database, courseId: string): Promise<number> {
  const row = await members(db, courseId).count<{ n: number | string }>({ n: '*' }).first();
  return Number(row?.n ?? 0);
}
