import type { DepartmentReader, UnitOfCampus } from './ports.ts';
import type { InvitedUnitRepository } from './units-repository.ts';

export type InvitedDepartments = ReturnType<typeof createInvitedDepartments>;

/**
 * The departments that series are for. Who is in one of them, or below it, belongs to the series: asked anew each
 * time, so that joining and leaving a department is joining and leaving its meetings.
 */
export function createInvitedDepartments(deps: {
  invitedUnits: InvitedUnitRepository;
  departments: DepartmentReader;
}) {
  const { invitedUnits, departments } = deps;
  /** The units that somebody is in, with all above them. */
  const unitsAbove = async (personId: string): Promise<ReadonlySet<string>> => {
    const own = await departments.unitsOf(personId);
    return own.length === 0 ? new Set() : withAllAbove(own, await departments.tree());
  };
  return {
    /** Whether somebody belongs to a series by a department. */
    holds: async (seriesId: string, personId: string): Promise<boolean> => {
      const invited = await invitedUnits.of(seriesId);
      if (invited.length === 0) return false;
      const units = await unitsAbove(personId);
      return invited.some((id) => units.has(id));
    },
    /** The series that somebody belongs to by a department. */
    seriesOf: async (personId: string): Promise<string[]> =>
      invitedUnits.seriesOf([...(await unitsAbove(personId))]),
    /** Ids of everybody who belongs to a series by a department. */
    members: async (seriesId: string): Promise<string[]> => {
      const invited = await invitedUnits.of(seriesId);
      return invited.length === 0 ? [] : departments.membersBelow(invited);
    },
  };
}

/** These units and every unit above them. A circle in the tree ends it too. Pure. */
export function withAllAbove(
  ids: readonly string[],
  tree: readonly UnitOfCampus[],
): ReadonlySet<string> {
  const parents = new Map(tree.map((unit) => [unit.id, unit.parentId]));
  const found = new Set<string>();
  for (const start of ids) {
    for (let id: string | null = start; id !== null && parents.has(id) && !found.has(id);) {
      found.add(id);
      id = parents.get(id) ?? null;
    }
  }
  return found;
}
