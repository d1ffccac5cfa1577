import { createMemberLookup } from '../../../kernel/batches.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database, Subquery } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { folded } from '../../../kernel/names.ts';
import { kindOf, type People, type PeopleChanged } from '../people/index.ts';
import { applyCourse, courseFields, type CourseDiff } from './apply.ts';
import type { Capability } from './contract.ts';
import { defaultHostRoles, hasCapability, type Course, type CourseGroup } from './course.ts';
import type { CourseRole, GroupFacts } from './course.ts';
import type { CourseReport, Retitled } from './report.ts';
import { diffMemberships } from './diff.ts';
import type { MembershipRecord } from './membership.ts';
import { registerLaunch, type LaunchFacts, type Registered } from './launch.ts';
import {
  countMembers,
  listedMember,
  memberIds,
  membersPage,
  type Member,
} from './members-repository.ts';
import * as repository from './repository.ts';
import { nameUnnamed } from './unnamed.ts';
import { fromCourseRow, parseCapabilities, parseIds, type MembershipRow } from './rows.ts';

/** What courses are made with. */
export interface CoursesDeps {
  db: Database;
  clock: Clock;
  people: Pick<
    People,
    | 'diff'
    | 'apply'
    | 'realmOf'
    | 'nameless'
    | 'giveNames'
    | 'testPeople'
    | 'page'
    | 'who'
    | 'activeOf'
  >;
  /** The roles that may host; editing teachers and teachers unless told. */
  hostRoles?: readonly CourseRole[];
  /** Told, in the same transaction, whose membership of a course changed. */
  changed?: PeopleChanged;
  /** Told, in the same transaction, that a course or its groups are called otherwise. */
  retitled?: (trx: Database, retitled: Retitled) => Promise<void>;
}

/** What is kept of somebody's part in a course. */
type Known = Pick<Membership, 'role' | 'capabilities' | 'groupIds'>;

/** What one person is in one course. */
export interface Membership {
  role: CourseRole;
  mayHost: boolean;
  /** False: a host of the own groups' meetings only. */
  hostsAllGroups: boolean;
  /** See the attendance of what one hosts, beside the own. */
  mayViewAttendance: boolean;
  /** What the LMS grants beside the role; null: it does not say, and all goes by the role. */
  capabilities: Capability[] | null;
  /** The bridge's ids of the groups that the person is in. */
  groupIds: string[];
}

/** A course, or one of its groups. */
interface CoursePlace {
  courseId: string;
  groupId: string | null;
}

export type CourseService = ReturnType<typeof createCourseService>;

/** Courses, their groups and who is in them as what. Functions that take a database run in the caller's transaction. */
export function createCourseService(options: CoursesDeps) {
  const { db, clock, people } = options;
  const hostRoles = options.hostRoles ?? defaultHostRoles;
  const mayHost = (role: CourseRole) => hostRoles.includes(role);
  const memberOf = createMemberLookup((courseId, personIds) =>
    repository.membershipRows(db, courseId, personIds),
  );
  const membershipBy = (known: Known): Membership => membershipOf(known, mayHost(known.role));
  const membership = async (courseId: string, personId: string): Promise<Membership | null> => {
    const row = await memberOf(courseId, personId);
    return row?.status === 'active' ? membershipBy(knownOf(row)) : null;
  };
  return {
    /** What follows from what is known of somebody's part in a course. */
    membershipBy,
    course: (courseId: string): Promise<Course | null> => repository.findCourse(db, courseId),
    /** A course, one of its groups where that is asked for, and what the person is in it; null for what is not there. */
    withMember: async ({ courseId, groupId }: CoursePlace, personId: string) => {
      const course = await repository.findCourse(db, courseId);
      if (!course) return null;
      const groups = groupId === null ? [] : await repository.groupsOf(db, courseId);
      return {
        title: course.title,
        group: groups.find(({ id }) => id === groupId) ?? null,
        membership: await membership(courseId, personId),
      };
    },
    groups: (courseId: string): Promise<CourseGroup[]> => repository.groupsOf(db, courseId),
    /** What the person is in the course; null for one who is not in it. */
    membership,
    /** Whether the course's LMS says of each member what is granted beside the role. */
    grantsByPerson: (courseId: string) => repository.grantsByPerson(db, courseId),
    coursesOf: (personId: string) => repository.coursesOf(db, personId),
    /** The courses that a realm (an LMS) is known to have. */
    coursesOfRealm: (realm: string) => repository.coursesOfRealm(db, options.people.realmOf(realm)),
    /** One of them, also one that was retired; null where there is none. */
    courseInRealm: async (realm: string, externalId: string): Promise<Course | null> => {
      const row = await repository.courseRow(db, options.people.realmOf(realm), externalId);
      return row && fromCourseRow(row);
    },
    /** By course what is another as soon as anybody's membership changed. */
    marks: (courseIds: readonly string[]) => repository.marksOf(db, courseIds),
    countMembers: (courseId: string): Promise<number> => countMembers(db, people, courseId),
    members: (
      wanted: Omit<Parameters<typeof membersPage>[2], 'query'> & { query: string | null },
    ) =>
      membersPage(db, people, {
        ...wanted,
        query: wanted.query === null ? null : folded(wanted.query),
      }),
    /** Every active member, by name. */
    allMembers: (courseId: string): Promise<Member[]> =>
      membersPage(db, people, { courseId, query: null, after: null, limit: 100_000 }),
    /** One of them; null for somebody who is none. */
    listedMember: (courseId: string, personId: string) =>
      listedMember(db, people, { courseId, personId }),
    /** Ids of those of them who have a role, to be asked about within another question. */
    memberIds: (courseId: string, role: CourseRole): Subquery =>
      memberIds(db, people, { courseId, role }),
    /** Whom a meeting of the course, or of one of its groups, is for: its members, and those who may host it. */
    audience: async (courseId: string, groupId: string | null): Promise<Member[]> => {
      const all = { courseId, query: null, after: null, limit: 100_000 };
      return (await membersPage(db, people, all)).filter(
        (member) =>
          groupId === null ||
          member.groupIds.includes(groupId) ||
          membershipBy(member).hostsAllGroups,
      );
    },
    /** Makes or refreshes person, course and membership from an LTI launch. */
    registerLaunch: (facts: LaunchFacts): Promise<Registered> =>
      registerLaunch({ db, people: options.people, courses: { diff, apply, roleIn } }, facts),
    diff,
    apply,
  };

  /** What a telling would change; reads only. */
  async function diff(trx: Database, report: CourseReport): Promise<CourseDiff> {
    const realm = options.people.realmOf(report.from.realm);
    const { course, from } = report;
    const before = await repository.courseRow(trx, realm, course.externalId);
    if (report.retired && !before) throw new Failure('course/not-found');
    const known = before ? await repository.groupsOf(trx, before.id) : [];
    const who = report.complete ? 'all' : report.members.map(({ personId }) => personId);
    const records = before ? await repository.membershipRecords(trx, before.id, who) : [];
    return {
      from: { source: from.source, realm },
      facts: course,
      before,
      courseId: before?.id ?? newId(),
      fields: before && !report.retired ? courseFields(before, course, from.source) : [],
      retired: report.retired === true,
      unlisted: report.complete ? launchedOnly(records, report) : [],
      ...diffGroups(report.groups, known),
      memberships: diffMemberships({ ...report, source: from.source, records, now: clock.now() }),
    };
  }

  async function roleIn(
    trx: Database,
    courseId: string,
    personId: string,
  ): Promise<CourseRole | null> {
    return (await repository.membershipRow(trx, courseId, personId))?.role ?? null;
  }

  /** Does what a diff says, in the transaction in which it was made. */
  async function apply(trx: Database, changes: CourseDiff): Promise<void> {
    const retitled = options.retitled && (await retitledBy(trx, changes));
    const different = await applyCourse(trx, changes, {
      now: clock.now(),
      testPeople: options.people.testPeople,
    });
    await nameUnnamed(trx, options.people, {
      courseId: changes.courseId,
      personIds: presentIn(changes),
    });
    await options.changed?.(trx, different);
    if (retitled) await options.retitled?.(trx, retitled);
  }
}

/** What a diff calls otherwise, before it is applied; null where that is nothing. */
async function retitledBy(trx: Database, diff: CourseDiff): Promise<Retitled | null> {
  const { before, facts, courseId, fields, renamedGroups } = diff;
  if (!before || (!fields.includes('title') && renamedGroups.length === 0)) return null;
  const names = new Map(renamedGroups.map(({ id, name }) => [id, name]));
  return {
    courseId,
    course: {
      before: before.title,
      after: fields.includes('title') ? (facts.title ?? before.title) : before.title,
    },
    groups: (await repository.groupsOf(trx, courseId)).map(({ id, name }) => ({
      id,
      before: name,
      after: names.get(id) ?? name,
    })),
  };
}

const knownOf = (row: MembershipRow): Known => ({
  role: row.role,
  capabilities: parseCapabilities(row.capabilities),
  groupIds: parseIds(row.group_ids) ?? [],
});

/** `byRole`: the role may host. Whoever hosts own groups only and is in none, hosts nothing. */
function membershipOf({ role, capabilities, groupIds }: Known, byRole: boolean): Membership {
  const hostsAllGroups = byRole && hasCapability({ capabilities }, 'all-groups');
  const mayHost = byRole && (hostsAllGroups || groupIds.length > 0);
  const mayViewAttendance = mayHost && hasCapability({ capabilities }, 'view-attendance');
  return { role, mayHost, hostsAllGroups, mayViewAttendance, capabilities, groupIds };
}

/** Whether somebody hosts meetings that are for who is in these groups. */
export const hostsThose = (
  { mayHost, hostsAllGroups, groupIds }: Membership,
  theirs: readonly string[],
): boolean => hostsAllGroups || (mayHost && theirs.some((id) => groupIds.includes(id)));

/** Everybody whom a telling names, in its order. */
const presentIn = ({ memberships: { added, changed, unchanged } }: CourseDiff): string[] =>
  [...added, ...changed.map(({ after }) => after), ...unchanged].map(({ personId }) => personId);

/** People of whom only launches tell, as far as the list leaves them out. */
function launchedOnly(records: readonly MembershipRecord[], report: CourseReport): string[] {
  const listed = new Set(report.members.map(({ personId }) => personId));
  const launched = records.filter(({ source }) => kindOf(source) === 'lti');
  return launched.map(({ personId }) => personId).filter((id) => !listed.has(id));
}

/** Groups are never dropped: one without members is simply empty, and a meeting may still name it. */
function diffGroups(groups: readonly GroupFacts[], known: readonly CourseGroup[]) {
  const before = new Map(known.map((group) => [group.externalId, group]));
  return {
    newGroups: groups.filter(({ externalId }) => !before.has(externalId)),
    renamedGroups: groups.flatMap(({ externalId, name }) => {
      const group = before.get(externalId);
      return group && name !== null && name !== group.name ? [{ ...group, name }] : [];
    }),
  };
}
