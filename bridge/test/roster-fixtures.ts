import { migration as people } from '../migrations/0003-people.ts';
import { migration as courses } from '../migrations/0004-courses.ts';
import { migration as syncService } from '../migrations/0005-rosters.ts';
import { migrations } from '../migrations/index.ts';
import { settableClock } from '../src/kernel/clock.ts';
import { migrate, type Database } from '../src/kernel/database.ts';
import { createLog } from '../src/kernel/log.ts';
import { createDirectory } from '../src/features/directory/index.ts';
import {
  usualTrust,
  vouchesForAll,
  type PersonFacts,
  type VouchesOf,
} from '../src/features/directory/people/index.ts';
import {
  createSync,
  type RosterSnapshot,
  type RosterSource,
  type SyncDeps,
} from '../src/features/directory/sync/index.ts';
import type { CourseSnapshot, DepartmentsSnapshot } from '../src/features/directory/sync/index.ts';

export const moodle = 'https://moodle.uni.test';
export const quietLog = createLog('silent');

/** An account at a source; what is not told is made from the id. */
export function anAccount(externalId: string, facts: Partial<PersonFacts> = {}): PersonFacts {
  return {
    externalId,
    displayName: '',
    givenName: '芳',
    familyName: `林${externalId}`,
    email: `${externalId}@uni.test`,
    campusNumber: null,
    phone: null,
    locale: null,
    timezone: null,
    suspended: false,
    ...facts,
  };
}

/** Moodle's list of course 7 with these accounts as students. */
export function aCourse(
  accounts: readonly PersonFacts[],
  more: Partial<CourseSnapshot> = {},
): CourseSnapshot {
  return {
    kind: 'course',
    source: `moodle:${moodle}`,
    realm: moodle,
    course: { externalId: '7', label: 'CS101', title: '数据结构 <b>&</b> 🎓', category: null },
    groups: [],
    people: [...accounts],
    memberships: accounts.map(({ externalId }) => ({
      personExternalId: externalId,
      role: 'student' as const,
      groupExternalIds: [],
    })),
    problems: [],
    ...more,
  };
}

/** A directory with one college and these people in it. */
export function aDirectory(
  accounts: readonly PersonFacts[],
  more: Partial<DepartmentsSnapshot> = {},
): DepartmentsSnapshot {
  return {
    kind: 'departments',
    source: 'ldap:campus',
    realm: 'ldap:campus',
    departments: [{ externalId: 'c', parentExternalId: null, name: '工学院' }],
    people: [...accounts],
    memberships: accounts.map(({ externalId }) => ({
      personExternalId: externalId,
      departmentExternalId: 'c',
    })),
    problems: [],
    ...more,
  };
}

/** A directory with two thousand people, for a process that is killed. */
export const manyInDirectory = (): DepartmentsSnapshot =>
  aDirectory(
    Array.from({ length: 2_000 }, (_, n) => anAccount(`k${n}`, { campusNumber: `K${n}` })),
  );

/** A stand-in for an LMS or a directory: says what it is told to say. */
export function fakeSource(
  name: string,
  first: RosterSnapshot,
): RosterSource & { says: (next: RosterSnapshot | Error) => void } {
  let next: RosterSnapshot | Error = first;
  return {
    name,
    kind: first.kind,
    realm: first.realm,
    scopes: () => Promise.resolve([first.kind === 'course' ? first.course.externalId : 'all']),
    snapshot: () =>
      next instanceof Error ? Promise.reject(next) : Promise.resolve(structuredClone(next)),
    says: (report) => {
      next = report;
    },
  };
}

/** The trust of a campus whose LMS has all keys locked. */
export const believesAll: VouchesOf = () => vouchesForAll;

interface CampusOptions {
  /** What each source vouches for; as is usual unless told. */
  trust?: VouchesOf;
  /** LTI's roster service; there is none unless told. */
  nrps?: NonNullable<SyncDeps['nrps']>;
}

/** People, courses, departments and rosters on an open database; an LMS is believed where it is told to be. */
export async function aCampus(
  db: Database,
  sources: RosterSource[] = [],
  options: CampusOptions = {},
) {
  const own = [people, courses, syncService].filter(
    ({ name }) => !migrations.some((one) => one.name === name),
  );
  await migrate(db, [...migrations, ...own]);
  return joinCampus(db, sources, options);
}

/** The same on a database that is already migrated: a second process, so to speak. */
export function joinCampus(
  db: Database,
  sources: RosterSource[] = [],
  { trust = usualTrust, nrps }: CampusOptions = {},
) {
  const clock = settableClock();
  const directory = createDirectory({ db, clock, trust: () => Promise.resolve(trust) });
  const syncService = createSync({
    ...directory,
    db,
    clock,
    log: quietLog,
    sources,
    ...(nrps && { nrps }),
  });
  return { db, clock, ...directory, syncService };
}

/** Every row of every table that rosters write, without times, to see that nothing changed. */
export async function stateOf(db: Database): Promise<unknown> {
  const tables = [
    'people',
    'person_accounts',
    'person_records',
    'person_conflicts',
    'courses',
    'course_groups',
    'course_membership_records',
    'course_memberships',
    'departments',
    'department_memberships',
  ];
  const all: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await db<Record<string, unknown>>(table);
    all[table] = rows.map((row) => JSON.stringify({ ...row, seen_at: null })).sort();
  }
  return all;
}
