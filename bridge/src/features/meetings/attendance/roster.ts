import type { AttendanceDeps } from './ports.ts';
import { expectedRole, isExpected } from './reading.ts';

export type Roster = ReturnType<typeof createRoster>;

/** Who is in a course, and what people and groups are called. */
export function createRoster({ courses, people }: Pick<AttendanceDeps, 'courses' | 'people'>) {
  return {
    of: async (courseId: string) => {
      const members = await courses.allMembers(courseId);
      return { members, students: members.filter(({ role }) => isExpected(role)) };
    },
    /** Ids of the students, to be asked about within another question. */
    studentIds: (courseId: string) => courses.memberIds(courseId, expectedRole),
    /** Somebody, where they are a student of the course; nobody otherwise. */
    ownStudent: async (courseId: string, personId: string) => {
      const member = await courses.listedMember(courseId, personId);
      return member && isExpected(member.role) ? [member] : [];
    },
    /** Names of these people, by id. */
    names: async (ids: readonly string[]): Promise<Map<string, string>> =>
      new Map((await people.findMany(ids)).map((one) => [one.id, one.displayName])),
    /** Names of the course's groups, by id. */
    groups: async (courseId: string): Promise<Map<string, string>> =>
      new Map((await courses.groups(courseId)).map(({ id, name }) => [id, name])),
    people: people.findMany,
  };
}
