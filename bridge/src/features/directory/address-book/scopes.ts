import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Listed } from './lists.ts';
import { seqsOfUnit } from './lists-repository.ts';
import { favouritesOf, metBy } from './own-repository.ts';
import type { DepartmentUnit } from '../departments/index.ts';
import type { CoursesReader } from './ports.ts';
import { peopleById } from './search-repository.ts';

/** What a reader wants to see, as the endpoint takes it: one of them or none. */
export interface Wanted {
  departmentId?: string | undefined;
  courseId?: string | undefined;
  groupId?: string | undefined;
  list?: 'favourites' | 'recent' | undefined;
}

/** A unit with more people than this is read from the index page by page; a smaller one is taken whole. */
const smallUnit = 1_500;
/** Recent ones are shown up to this number. */
export const mostRecent = 100;

interface ScopeDeps {
  db: Database;
  courses: CoursesReader;
  tree: () => Promise<readonly DepartmentUnit[]>;
}

/** The people of a short list, or the unit (null: the campus) that a long one is read from. */
export type ReadScope = { people: Listed[] } | { unitId: string | null; pool: number[] | null };

/** Finds out what the reader wants to see, and whether they may. @throws Failure course/…, department/not-found */
export async function openScope(
  deps: ScopeDeps,
  readerId: string,
  wanted: Wanted,
): Promise<ReadScope> {
  const { db, courses } = deps;
  const { departmentId, courseId, groupId, list } = wanted;
  if (departmentId !== undefined) return unitScope(deps, departmentId);
  if (list === 'recent') return { people: await recent(db, readerId) };
  if (courseId !== undefined) return byName(db, await courses.members(courseId, readerId));
  if (groupId !== undefined) return byName(db, await courses.groupMembers(groupId, readerId));
  if (list === 'favourites') return byName(db, await favouritesOf(db, readerId));
  return { unitId: null, pool: null };
}

async function unitScope({ db, tree }: ScopeDeps, unitId: string): Promise<ReadScope> {
  const units = await tree();
  if (!units.some(({ id }) => id === unitId)) throw new Failure('department/not-found');
  const pool = await seqsOfUnit(db, unitId, smallUnit + 1);
  return { unitId, pool: pool.length > smallUnit ? null : pool };
}

const byName = async (db: Database, personIds: readonly string[]): Promise<ReadScope> => ({
  people: await peopleById(db, [...new Set(personIds)]),
});

/** The latest first: the list is sorted by how long ago it was. */
async function recent(db: Database, readerId: string): Promise<Listed[]> {
  const met = await metBy(db, readerId, mostRecent);
  const times = new Map(met.map(({ personId, metAt }) => [personId, metAt]));
  const people = await peopleById(db, [...times.keys()]);
  return people.map(({ personId, seq }) => ({
    personId,
    seq,
    sortKey: `${Number.MAX_SAFE_INTEGER - (times.get(personId) ?? 0)}`.padStart(16, '0'),
  }));
}
