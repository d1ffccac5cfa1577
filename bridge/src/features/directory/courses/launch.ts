import type { Database } from '../../../kernel/database.ts';
import { displayName } from '../../../kernel/names.ts';
import type { People, PersonFacts, SourceOfPeople } from '../people/index.ts';
import type { CourseDiff } from './apply.ts';
import type { Capability } from './contract.ts';
import type { CourseRole } from './course.ts';
import type { CourseReport } from './report.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** What a verified LTI launch says of a person and the course that it came from. */
export interface LaunchFacts {
  /** `lti:<platformId>`. */
  sourceKey: string;
  issuer: string;
  /** `sub`. */
  subject: string;
  givenName: string;
  familyName: string;
  displayName: string;
  /** The LMS's stand-in for a student: let in, but no member and nobody to be found. */
  testUser?: boolean;
  email: string | null;
  campusNumber: string | null;
  locale: string | null;
  timezone: string | null;
  course: { externalId: string; label: string | null; title: string | null } | null;
  role: CourseRole;
  /** The platform's group ids; null when the launch says nothing of groups. */
  groupExternalIds: string[] | null;
  /** What the platform grants beside the role; left out or null when it says nothing of capabilities. */
  capabilities?: Capability[] | null;
}

export interface Registered {
  personId: string;
  courseId: string | null;
  /** What the person is in the course by all that is said of them; the launch's role without a course. */
  role: CourseRole;
}

interface LaunchPorts {
  db: Database;
  people: Pick<People, 'diff' | 'apply' | 'testPeople'>;
  courses: {
    diff: (trx: Database, report: CourseReport) => Promise<CourseDiff>;
    apply: (trx: Database, diff: CourseDiff) => Promise<void>;
    /** What the person is in the course by all that is said of them. */
    roleIn: (trx: Database, courseId: string, personId: string) => Promise<CourseRole | null>;
  };
}

/**
 * Makes or refreshes person, course and membership from a launch, in one transaction. A launch tells of
 * one person, so nobody is removed by it. Repeating it changes nothing but when it was last seen.
 */
export function registerLaunch(ports: LaunchPorts, launch: LaunchFacts): Promise<Registered> {
  const from = { source: launch.sourceKey, realm: launch.issuer };
  return inTransaction(ports.db, async (trx) => {
    const people = await ports.people.diff(trx, {
      from,
      people: [toPerson(launch)],
      complete: false,
    });
    await ports.people.apply(trx, people);
    const personId = people.personIds.get(launch.subject);
    if (personId === undefined) throw new Error('a launch without a person');
    if (launch.testUser) await ports.people.testPeople.note(trx, personId);
    if (!launch.course) return { personId, courseId: null, role: launch.role };
    const courses = await ports.courses.diff(trx, toCourse(launch, { from, personId }));
    await ports.courses.apply(trx, courses);
    const role = await ports.courses.roleIn(trx, courses.courseId, personId);
    return { personId, courseId: courses.courseId, role: role ?? launch.role };
  });
}

const orNull = (text: string | null): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

const toPerson = (launch: LaunchFacts): PersonFacts => ({
  externalId: launch.subject,
  displayName: displayName(launch.givenName, launch.familyName, launch.displayName),
  givenName: launch.givenName.trim(),
  familyName: launch.familyName.trim(),
  // A stand-in is nobody whom a number or an address could name.
  email: launch.testUser ? null : orNull(launch.email),
  campusNumber: launch.testUser ? null : orNull(launch.campusNumber),
  phone: null,
  locale: orNull(launch.locale),
  timezone: orNull(launch.timezone),
  suspended: false,
});

function toCourse(
  launch: LaunchFacts,
  who: { from: SourceOfPeople; personId: string },
): CourseReport {
  const groups = launch.groupExternalIds;
  return {
    from: who.from,
    course: {
      externalId: launch.course?.externalId ?? '',
      label: orNull(launch.course?.label ?? null),
      title: orNull(launch.course?.title ?? null),
      category: null,
    },
    groups: (groups ?? []).map((externalId) => ({ externalId, name: null })),
    members: [
      {
        personId: who.personId,
        role: launch.role,
        groups: groups && [...groups].sort(),
        capabilities: launch.capabilities ? [...launch.capabilities].sort() : null,
      },
    ],
    complete: false,
  };
}
