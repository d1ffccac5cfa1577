import type { Database } from '../../../kernel/database.ts';
import type { Presence } from './contract.ts';
import type { Findable } from './terms.ts';

/** A person as the people feature knows them. */
export interface KnownPerson extends Findable {
  id: string;
  status: 'active' | 'deactivated';
}

/** What the address book needs of people. */
export interface PeopleReader {
  /** In no particular order; unknown ids are left out. */
  findMany: (ids: readonly string[], trx?: Database) => Promise<KnownPerson[]>;
  /** A page of all ids, in order, from behind `after`. */
  idsAfter: (after: string, limit: number) => Promise<string[]>;
}

/** A unit of the tree of departments. */
export interface Unit {
  id: string;
  parentId: string | null;
  name: string;
}

/** What the address book needs of departments. */
export interface DepartmentsReader {
  /** Every unit that is there now, by name. */
  tree: (trx?: Database) => Promise<Unit[]>;
  /** The units that people are in themselves, by person. */
  unitsOf: (personIds: readonly string[], trx?: Database) => Promise<Map<string, string[]>>;
  /** Some of the people who are in these units themselves. */
  colleagues: (unitIds: readonly string[], limit: number) => Promise<string[]>;
}

/** One course that the reader is in together with somebody. */
export interface SharedCourse {
  courseId: string;
  personId: string;
  /** Whether that person teaches or runs the course. */
  teaches: boolean;
}

/** One of the reader's own courses. */
export interface OwnCourse {
  id: string;
  title: string;
  mayHost: boolean;
  size: number;
  /** The groups that the reader is in; all of them for who may host. */
  groups: { id: string; name: string; size: number }[];
}

/** What the address book needs of courses. */
export interface CoursesReader {
  /** What people are in any course, each role once, by person. */
  rolesOf: (personIds: readonly string[], trx?: Database) => Promise<Map<string, string[]>>;
  mine: (personId: string) => Promise<OwnCourse[]>;
  /** The courses that somebody is in. */
  own: (personId: string) => Promise<{ courseId: string; mayHost: boolean }[]>;
  /** Which of these people are in which of these courses. */
  among: (courseIds: readonly string[], personIds: readonly string[]) => Promise<SharedCourse[]>;
  /** Some of the people who are in the reader's courses, those who teach first. */
  mates: (readerId: string, limit: number) => Promise<SharedCourse[]>;
  /** Active members, for a member of the course. @throws Failure course/… */
  members: (courseId: string, readerId: string) => Promise<string[]>;
  /** Active members of a group, for who is in it or may host. @throws Failure course/… */
  groupMembers: (groupId: string, readerId: string) => Promise<string[]>;
}

/** Who can be reached, as those people let the reader know. People it says nothing of are left out. */
export interface PresenceReader {
  presenceOf: (
    personIds: readonly string[],
    readerId: string,
  ) => Promise<ReadonlyMap<string, Presence>>;
}
