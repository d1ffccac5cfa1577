/** The public interface of who and what there is at the campus. */
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { createAudit } from '../audit/index.ts';
import { kindOf } from './address-book/index.ts';
import { markPeople } from './address-book/marks-repository.ts';
import { createCourses, type CourseRole, type Retitled } from './courses/index.ts';
import { createDepartments } from './departments/index.ts';
import { createPeople, type People, type PeopleChanged, type VouchesOf } from './people/index.ts';
import { createRoles } from './roles/index.ts';

/** What the directory is made with. */
export interface DirectoryDeps {
  db: Database;
  clock: Clock;
  /** Calling code, without `+`, of phone numbers in the national form; 86 unless told. */
  countryCode?: string;
  /** Other spellings of a realm, for example a Moodle's former address → its wwwroot. */
  realmAliases?: Readonly<Record<string, string>>;
  /** What each source vouches for; as is usual unless told. */
  trust?: (trx: Database) => Promise<VouchesOf>;
  /** The roles that may host in a course; editing teachers and teachers unless told. */
  hostRoles?: readonly CourseRole[];
  /** What campus numbers of staff look like; null, and unless told: courses tell. */
  staffNumbers?: RegExp | null;
  /** What else follows, in the same transaction, where people are new or came out different. */
  changed?: (
    trx: Database,
    personIds: readonly string[],
    people: Pick<People, 'recordsOfMany' | 'contactsSaidOf'>,
  ) => Promise<void>;
  /** What else follows, in the same transaction, where a course or its groups are called otherwise. */
  retitled?: (trx: Database, retitled: Retitled) => Promise<void>;
}

export type Directory = ReturnType<typeof createDirectory>;

/** Makes people, departments, courses and roles, and the audit log, which names people: each needs the others. */
export function createDirectory(deps: DirectoryDeps) {
  const { db, clock, hostRoles, staffNumbers = null } = deps;
  // Whoever is changed by anything is made anew in the address book.
  const changed: PeopleChanged = async (trx, personIds) => {
    await markPeople(trx, personIds);
    await deps.changed?.(trx, personIds, people);
  };
  const people: People = createPeople({
    ...deps,
    changed,
    // An LMS alone decides nothing about people who hold a grant or teach in a course.
    privileged: async (trx, personIds) =>
      new Set([
        ...(await courses.relations.teachersAmong(trx, personIds)),
        ...(await roles.holdersAmong(trx, personIds)),
      ]),
  });
  const departments = createDepartments({ db, clock, changed });
  const courses = createCourses({
    db,
    clock,
    people,
    changed,
    ...(hostRoles && { hostRoles }),
    ...(deps.retitled && { retitled: deps.retitled }),
  });
  const audit = createAudit({ db, clock, people });
  const roles = createRoles({ db, clock, people, departments, audit });
  return {
    people,
    departments,
    courses,
    audit,
    roles,
    /** Whether somebody is of the staff: they may ring and invite whole departments. */
    isStaff: async (personId: string): Promise<boolean> => {
      const person = await people.find(personId);
      const held = (await courses.relations.rolesOf([personId])).get(personId) ?? [];
      const known = { campusNumber: person?.campusNumber ?? null, roles: held };
      return kindOf(known, staffNumbers) === 'staff';
    },
  };
}
