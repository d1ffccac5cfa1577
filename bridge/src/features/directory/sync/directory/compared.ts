import type { Department } from '../../departments/index.ts';
import type { FieldChange } from '../../people/index.ts';
import type { DepartmentsSnapshot } from '../snapshot.ts';
import type { Borders } from './borders.ts';
import type { Difference } from './narrowing.ts';

/** What is compared, and what is needed to call it by name. */
export interface Compared {
  /** What changes, within the borders. */
  difference: Difference;
  snapshot: DepartmentsSnapshot;
  borders: Borders;
  /** The directory's units as stored, those that are gone too. */
  known: readonly Department[];
  /** Ids of the departments that the directory had people in before, by person. */
  claims: ReadonlyMap<string, readonly string[]>;
  /** What people will see of changed records, by person. */
  foreseen: ReadonlyMap<string, readonly FieldChange[]>;
}

/** Units with, for those that are new, the nearest one above that is stored: its admins see them too. */
export const withNearest = (units: readonly string[], { borders }: Compared): string[] => [
  ...new Set(units.flatMap((unit) => [unit, borders.nearest(unit) ?? unit])),
];
