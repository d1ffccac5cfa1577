import type { Courses } from '../courses/index.ts';
import type { Departments } from '../departments/index.ts';
import type { People } from '../people/index.ts';
import type { Change } from './directory/change.ts';
import type { Counts } from './run.ts';

/** Who owns what a roster changes. */
export interface Owners {
  people: Pick<People, 'countryCode' | 'diff' | 'foresee' | 'apply' | 'findMany'>;
  courses: Pick<Courses, 'diff' | 'apply' | 'coursesOfRealm'>;
  departments: Pick<Departments, 'diff' | 'apply' | 'ofSource' | 'tree' | 'claimsOf' | 'unitsOf'>;
}

/** Told, while a plan is done, how many lines more are written. */
export type Wrote = (lines: number) => void;

/** What one kind of snapshot would change. */
export interface Part {
  counts: Counts;
  /** People who would no longer be in the scope. */
  leaving: string[];
  /** How many were in it before. */
  before: number;
  /** Every change by name; none of courses, whose rosters only count. */
  changes: Change[];
  /** Does it, in the transaction in which it was planned. */
  apply: (wrote: Wrote) => Promise<void>;
}
