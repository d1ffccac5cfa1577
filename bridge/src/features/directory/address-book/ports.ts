import type { CourseRelations } from '../courses/index.ts';
import type { Departments } from '../departments/index.ts';
import type { People } from '../people/index.ts';
import type { Presence } from './contract.ts';

/** What the address book needs of people. */
export type PeopleReader = Pick<People, 'findMany' | 'idsAfter' | 'testPeople'>;

/** What the address book needs of departments. */
export type DepartmentsReader = Pick<Departments, 'tree' | 'unitsOf' | 'colleagues'>;

/** What the address book needs of courses. */
export type CoursesReader = Omit<CourseRelations, 'teachersAmong'>;

/** Who can be reached, as those people let the reader know. People it says nothing of are left out. */
export interface PresenceReader {
  presenceOf: (
    personIds: readonly string[],
    readerId: string,
  ) => Promise<ReadonlyMap<string, Presence>>;
}
