import type { Database } from '../../../kernel/database.ts';
import type { People } from '../people/index.ts';
import type { CourseRole } from './course.ts';
import type { MembershipRow } from './rows.ts';
import { inChunks } from '../../../kernel/sql.ts';

export interface SharedRow {
  course_id: string;
  person_id: string;
  role: CourseRole;
  group_ids: string;
}

/** Memberships in the strict sense: without those who only look in. */
const members = (db: Database) => active(db).where({ visiting: 0 });

const active = (db: Database) =>
  db<MembershipRow>('course_memberships').where({ status: 'active' });

/** What people are in any course, each role once, by person. */
export async function rolesOf(
  db: Database,
  personIds: readonly string[],
): Promise<Map<string, CourseRole[]>> {
  const rows = await inChunks(personIds, (chunk) =>
    members(db).whereIn('person_id', chunk).distinct('person_id', 'role'),
  );
  const roles = new Map<string, CourseRole[]>();
  for (const row of rows) roles.set(row.person_id, [...(roles.get(row.person_id) ?? []), row.role]);
  return roles;
}

/** The courses that a person is in, as what. */
export const ownMemberships = (db: Database, personId: string): Promise<MembershipRow[]> =>
  active(db).where({ person_id: personId }).select();

/** Memberships of these people in these courses. */
export const sharedMemberships = (
  db: Database,
  courseIds: readonly string[],
  personIds: readonly string[],
): Promise<SharedRow[]> =>
  inChunks(personIds, (chunk) =>
    active(db)
      .whereIn('course_id', courseIds)
      .whereIn('person_id', chunk)
      .select('course_id', 'person_id', 'role', 'group_ids'),
  );

/** Some memberships in these courses: of those who are in one of `roles`, or of the others. */
export async function someMemberships(
  db: Database,
  courseIds: readonly string[],
  wanted: { roles: readonly CourseRole[]; those: boolean; limit: number },
): Promise<Omit<SharedRow, 'group_ids'>[]> {
  const rows = members(db).whereIn('course_id', courseIds).limit(wanted.limit);
  const roles = [...wanted.roles];
  void (wanted.those ? rows.whereIn('role', roles) : rows.whereNotIn('role', roles));
  return rows.select('course_id', 'person_id', 'role');
}

/** Active members' groups: who is in which groups, as stored. Deactivated people are left out. */
export const membersWithGroups = (
  db: Database,
  people: Pick<People, 'who'>,
  courseIds: readonly string[],
): Promise<{ course_id: string; person_id: string; group_ids: string }[]> =>
  inChunks(courseIds, (chunk) =>
    members(db)
      .whereIn('course_id', chunk)
      .whereIn('person_id', people.who('active'))
      .select('course_id', 'person_id', 'group_ids'),
  );

/** The groups of these courses, by name. */
export const groupsOfCourses = (
  db: Database,
  courseIds: readonly string[],
): Promise<{ id: string; course_id: string; name: string }[]> =>
  inChunks(courseIds, (chunk) =>
    db<{ id: string; course_id: string; name: string }>('course_groups')
      .whereIn('course_id', chunk)
      .orderBy('name')
      .select('id', 'course_id', 'name'),
  );

/** Null for a group that is not known. */
export async function courseOfGroup(db: Database, groupId: string): Promise<string | null> {
  const row = await db<{ id: string; course_id: string }>('course_groups')
    .where({ id: groupId })
    .first();
  return row?.course_id ?? null;
}
