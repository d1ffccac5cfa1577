import type { Department, DepartmentFacts } from '../../departments/index.ts';

/** The units of a directory that a run may touch, told by their ids at the source. */
export interface Borders {
  /** Whether the run goes over all that the directory tells of. */
  isEverything: boolean;
  /** Whether the run may touch this unit and who is in it. */
  holds: (unit: string) => boolean;
  /** Whether the run may say what a unit is called, where it is and that it is gone. */
  holdsAbove: (unit: string) => boolean;
  /** The unit itself, or the nearest one above it that is stored: by it one sees who may read of the unit. */
  nearest: (unit: string) => string | null;
}

/** How far a run goes, and what there is. */
export interface Ground {
  /** The directory's units as they are stored, those that are gone too. */
  known: readonly Department[];
  /** The units that the directory tells of now. */
  told: readonly DepartmentFacts[];
  /** Ids of the departments that the run goes over; null: everything. */
  within: ReadonlySet<string> | null;
}

/**
 * Draws the borders of a run. A unit that is stored is where it is stored, whatever the directory says by
 * now; a new one is where the directory puts it. So nobody takes a unit of somebody else by running first. Pure.
 */
export function bordersOf({ known, told, within }: Ground): Borders {
  const stored = new Map(
    known.filter(({ status }) => status === 'active').map((unit) => [unit.externalId, unit]),
  );
  const parents = new Map(told.map((unit) => [unit.externalId, unit.parentExternalId]));
  const nearest = (unit: string): string | null => {
    const seen = new Set<string>();
    let at: string | null = unit;
    // A directory's tree may have a circle.
    while (at !== null && !stored.has(at) && !seen.has(at)) {
      seen.add(at);
      at = parents.get(at) ?? null;
    }
    return at !== null && stored.has(at) ? at : null;
  };
  if (within === null) {
    return { isEverything: true, holds: () => true, holdsAbove: () => true, nearest };
  }
  const holds = (unit: string): boolean => {
    const at = nearest(unit);
    return at !== null && within.has(stored.get(at)?.id ?? '');
  };
  const holdsAbove = (unit: string): boolean => {
    const parent = stored.has(unit) ? stored.get(unit)?.parentExternalId : parents.get(unit);
    return parent !== null && parent !== undefined && holds(parent);
  };
  return { isEverything: false, holds, holdsAbove, nearest };
}
