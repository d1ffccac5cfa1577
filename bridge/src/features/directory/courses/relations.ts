import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { courseRoles, isStaff, type CourseRole } from './course.ts';
import type { People } from '../people/index.ts';
import * as repository from './relations-repository.ts';
import { parseCapabilities, parseIds, type MembershipRow } from './rows.ts';
import { hostsThose, type CourseService, type Membership } from './service.ts';

/** Somebody in a course that the reader is in, too. */
interface CourseMate {
  courseId: string;
  personId: string;
  /** Whether that person teaches or runs the course. */
  teaches: boolean;
}

interface SharedCourse extends CourseMate {
  /** Whether the reader hosts meetings that are for that person. */
  readerHosts: boolean;
}

/** What the reader is in one course. */
interface OwnMembership {
  courseId: string;
  membership: Membership;
}

/** One of a person's courses, with how many people are in it and in its groups. */
interface OwnCourse {
  id: string;
  title: string;
  /** All of it: not for a host of the own groups only. */
  mayHost: boolean;
  size: number;
  groups: { id: string; name: string; size: number }[];
}

interface Deps {
  db: Database;
  people: Pick<People, 'who'>;
  courses: Pick<CourseService, 'coursesOf' | 'course' | 'membership' | 'membershipBy'>;
}

const staffRoles = courseRoles.filter(isStaff);

const toMate = (row: Omit<repository.SharedRow, 'group_ids'>): CourseMate => ({
  courseId: row.course_id,
  personId: row.person_id,
  teaches: isStaff(row.role),
});

const groupIds = (row: { group_ids: string }) => parseIds(row.group_ids) ?? [];

const knownOf = (row: MembershipRow) => ({
  role: row.role,
  capabilities: parseCapabilities(row.capabilities),
  groupIds: groupIds(row),
});

export type CourseRelations = ReturnType<typeof createCourseRelations>;

/** What people are to each other by the courses that they are in. */
export function createCourseRelations(deps: Deps) {
  const { db, people, courses } = deps;
  /** The courses that somebody is in, and what in each. */
  const own = async (personId: string): Promise<OwnMembership[]> =>
    (await repository.ownMemberships(db, personId)).map((row) => ({
      courseId: row.course_id,
      membership: courses.membershipBy(knownOf(row)),
    }));
  /** Which of these people are in the reader's courses, too. */
  const among = async (
    mine: readonly OwnMembership[],
    personIds: readonly string[],
  ): Promise<SharedCourse[]> => {
    const memberships = new Map(mine.map(({ courseId, membership }) => [courseId, membership]));
    const rows = await repository.sharedMemberships(db, [...memberships.keys()], personIds);
    return rows.map((row) => {
      const membership = memberships.get(row.course_id);
      const readerHosts = membership !== undefined && hostsThose(membership, groupIds(row));
      return { ...toMate(row), readerHosts };
    });
  };
  return {
    /** What people are in any course, each role once, by person. */
    rolesOf: (
      personIds: readonly string[],
      trx: Database = db,
    ): Promise<Map<string, CourseRole[]>> => repository.rolesOf(trx, personIds),
    /** Those of these people who teach in any course. */
    teachersAmong: async (trx: Database, personIds: readonly string[]): Promise<string[]> =>
      [...(await repository.rolesOf(trx, personIds))]
        .filter(([, held]) => held.some(isStaff))
        .map(([id]) => id),
    own,
    among,
    /** The courses that the reader shares with these people. */
    shared: async (readerId: string, personIds: readonly string[]): Promise<SharedCourse[]> =>
      among(await own(readerId), personIds),
    /** Some of the people in the reader's courses, those who teach first. */
    mates: async (readerId: string, limit: number): Promise<CourseMate[]> => {
      const ids = (await own(readerId)).map(({ courseId }) => courseId);
      const some = (those: boolean) =>
        repository.someMemberships(db, ids, { roles: staffRoles, those, limit });
      return [...(await some(true)), ...(await some(false))].slice(0, limit).map(toMate);
    },
    mine: (personId: string): Promise<OwnCourse[]> => mine(deps, personId),
    /** Ids of a course's active members, for one of them. @throws Failure course/… */
    members: async (courseId: string, readerId: string): Promise<string[]> => {
      if (!(await courses.course(courseId))) throw new Failure('course/not-found');
      if (!(await courses.membership(courseId, readerId))) {
        throw new Failure('course/not-a-member');
      }
      return (await repository.membersWithGroups(db, people, [courseId])).map(
        (row) => row.person_id,
      );
    },
    groupMembers: (groupId: string, readerId: string): Promise<string[]> =>
      groupMembers(deps, groupId, readerId),
  };
}

/** Ids of a group's active members, for who is in it or may host. @throws Failure course/group-not-found */
async function groupMembers(
  { db, people, courses }: Deps,
  groupId: string,
  readerId: string,
): Promise<string[]> {
  const courseId = await repository.courseOfGroup(db, groupId);
  const own = courseId === null ? null : await courses.membership(courseId, readerId);
  // Whether a group is not there or is not the reader's looks the same.
  if (courseId === null || !own || !(own.hostsAllGroups || own.groupIds.includes(groupId))) {
    throw new Failure('course/group-not-found');
  }
  return (await repository.membersWithGroups(db, people, [courseId]))
    .filter((row) => groupIds(row).includes(groupId))
    .map((row) => row.person_id);
}

async function mine({ db, people, courses }: Deps, personId: string): Promise<OwnCourse[]> {
  const own = await courses.coursesOf(personId);
  const ids = own.map(({ course }) => course.id);
  const groups = await repository.groupsOfCourses(db, ids);
  const sizes = countBy(await repository.membersWithGroups(db, people, ids));
  return own.map(({ course, ...known }) => {
    const mayHost = courses.membershipBy(known).hostsAllGroups;
    return {
      id: course.id,
      title: course.title,
      mayHost,
      size: sizes.get(course.id) ?? 0,
      groups: groups
        .filter(
          ({ course_id: of, id }) => of === course.id && (mayHost || known.groupIds.includes(id)),
        )
        .map(({ id, name }) => ({ id, name, size: sizes.get(id) ?? 0 })),
    };
  });
}

/** How many people are in each course and in each group, by its id. */
function countBy(rows: readonly { course_id: string; group_ids: string }[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const row of rows) {
    for (const id of [row.course_id, ...groupIds(row)]) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return sizes;
}
