import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { courseRoles, isStaff, type CourseRole } from './course.ts';
import * as repository from './relations-repository.ts';
import { parseIds, type MembershipRow } from './rows.ts';
import type { CourseService } from './service.ts';

/** Somebody in a course that the reader is in, too. */
interface SharedCourse {
  courseId: string;
  personId: string;
  /** Whether that person teaches or runs the course. */
  teaches: boolean;
}

/** One of a person's courses, with how many people are in it and in its groups. */
interface OwnCourse {
  id: string;
  title: string;
  mayHost: boolean;
  size: number;
  groups: { id: string; name: string; size: number }[];
}

interface Deps {
  db: Database;
  courses: Pick<CourseService, 'coursesOf' | 'course' | 'membership' | 'mayHost'>;
}

const staffRoles = courseRoles.filter(isStaff);

const toShared = (row: repository.SharedRow): SharedCourse => ({
  courseId: row.course_id,
  personId: row.person_id,
  teaches: isStaff(row.role),
});

const groupIds = (row: { group_ids: string }) => parseIds(row.group_ids) ?? [];

export type CourseRelations = ReturnType<typeof createCourseRelations>;

/** What people are to each other by the courses that they are in. */
export function createCourseRelations({ db, courses }: Deps) {
  const courseIds = async (personId: string) =>
    (await repository.ownMemberships(db, personId)).map((row) => row.course_id);
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
    /** The courses that somebody is in, and which of them they may host. */
    own: async (personId: string): Promise<{ courseId: string; mayHost: boolean }[]> =>
      (await repository.ownMemberships(db, personId)).map((row) => ({
        courseId: row.course_id,
        mayHost: courses.mayHost(row.role),
      })),
    /** Ids of the courses that the person may host. */
    hosted: async (personId: string): Promise<Set<string>> =>
      new Set(
        (await repository.ownMemberships(db, personId))
          .filter(({ role }) => courses.mayHost(role))
          .map((row) => row.course_id),
      ),
    /** The courses that the reader shares with these people. */
    shared: async (readerId: string, personIds: readonly string[]): Promise<SharedCourse[]> => {
      const own = await courseIds(readerId);
      return (await repository.sharedMemberships(db, own, personIds)).map(toShared);
    },
    /** Which of these people are in which of these courses. */
    among: async (
      inCourses: readonly string[],
      personIds: readonly string[],
    ): Promise<SharedCourse[]> =>
      (await repository.sharedMemberships(db, inCourses, personIds)).map(toShared),
    /** Some of the people in the reader's courses, those who teach first. */
    mates: async (readerId: string, limit: number): Promise<SharedCourse[]> => {
      const own = await courseIds(readerId);
      const some = (those: boolean) =>
        repository.someMemberships(db, own, { roles: staffRoles, those, limit });
      return [...(await some(true)), ...(await some(false))].slice(0, limit).map(toShared);
    },
    mine: (personId: string): Promise<OwnCourse[]> => mine({ db, courses }, personId),
    /** Ids of a course's active members, for one of them. @throws Failure course/… */
    members: async (courseId: string, readerId: string): Promise<string[]> => {
      if (!(await courses.course(courseId))) throw new Failure('course/not-found');
      if (!(await courses.membership(courseId, readerId))) {
        throw new Failure('course/not-a-member');
      }
      return (await repository.membersWithGroups(db, [courseId])).map((row) => row.person_id);
    },
    groupMembers: (groupId: string, readerId: string): Promise<string[]> =>
      groupMembers({ db, courses }, groupId, readerId),
  };
}

/** Ids of a group's active members, for who is in it or may host. @throws Failure course/group-not-found */
async function groupMembers(
  { db, courses }: Deps,
  groupId: string,
  readerId: string,
): Promise<string[]> {
  const courseId = await repository.courseOfGroup(db, groupId);
  const own = courseId === null ? null : await courses.membership(courseId, readerId);
  // Whether a group is not there or is not the reader's looks the same.
  if (courseId === null || !own || !(own.mayHost || own.groupIds.includes(groupId))) {
    throw new Failure('course/group-not-found');
  }
  return (await repository.membersWithGroups(db, [courseId]))
    .filter((row) => groupIds(row).includes(groupId))
    .map((row) => row.person_id);
}

async function mine({ db, courses }: Deps, personId: string): Promise<OwnCourse[]> {
  const own = await courses.coursesOf(personId);
  const ids = own.map(({ course }) => course.id);
  const groups = await repository.groupsOfCourses(db, ids);
  const sizes = countBy(await repository.membersWithGroups(db, ids));
  const rows = await repository.ownMemberships(db, personId);
  return own.map(({ course, role }) => {
    const mayHost = courses.mayHost(role);
    const isShown = isOwnGroup(rows, course.id);
    return {
      id: course.id,
      title: course.title,
      mayHost,
      size: sizes.get(course.id) ?? 0,
      groups: groups
        .filter((group) => group.course_id === course.id && (mayHost || isShown(group.id)))
        .map(({ id, name }) => ({ id, name, size: sizes.get(id) ?? 0 })),
    };
  });
}

function isOwnGroup(rows: readonly MembershipRow[], courseId: string): (id: string) => boolean {
  const row = rows.find((one) => one.course_id === courseId);
  const own = new Set(row ? groupIds(row) : []);
  return (id) => own.has(id);
}

/** How many people are in each course and in each group, by its id. */
function countBy(rows: readonly { course_id: string; group_ids: string }[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const row of rows) {
    for (const id of [row.course_id, ...groupIds(row)]) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return sizes;
}
