import { withAllBelow, type DepartmentUnit } from '../departments/index.ts';

/** What an administrator may see and change. */
export interface AdminScope {
  /** A system admin: all people, all units, all settings. */
  isSystem: boolean;
  /** Ids of the units that were granted, with all below them; empty for a system admin. */
  departmentIds: ReadonlySet<string>;
}

/** An administrator's role: over everything, or over one unit with all below it. */
export type Role = 'system' | 'department';

/** That somebody has a role. */
export interface Grant {
  id: string;
  personId: string;
  role: Role;
  /** Null for a system admin. */
  departmentId: string | null;
  /** Null when it was given at the command line. */
  grantedBy: string | null;
  createdAt: number;
}

/**
 * The scope that grants give in the tree as it is now; null for nobody's admin. A unit that is gone takes its
 * grant's reach with it. Pure.
 */
export function scopeOfGrants(
  grants: readonly Grant[],
  tree: readonly DepartmentUnit[],
): AdminScope | null {
  if (grants.some(({ role }) => role === 'system')) {
    return { isSystem: true, departmentIds: new Set() };
  }
  const granted = grants.flatMap(({ departmentId }) => departmentId ?? []);
  const departmentIds = withAllBelow(granted, tree);
  return departmentIds.size === 0 ? null : { isSystem: false, departmentIds };
}

/**
 * Who decides about a unit: its admins, or those of the nearest unit above that has any, or else the system admins.
 * A circle in the directory's tree ends it too. Pure.
 */
export function nearestAdmins(
  grants: readonly Grant[],
  tree: readonly DepartmentUnit[],
  departmentId: string,
): string[] {
  const byUnit = Map.groupBy(grants, (grant) => grant.departmentId);
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]));
  const seen = new Set<string>();
  let id: string | null = departmentId;
  while (id !== null && parents.has(id) && !seen.has(id) && !byUnit.has(id)) {
    seen.add(id);
    id = parents.get(id) ?? null;
  }
  const found = (id !== null && byUnit.get(id)) || byUnit.get(null);
  return [...new Set((found ?? []).map(({ personId }) => personId))];
}

/** True when the unit is in the scope. */
export const isInScope = (scope: AdminScope, departmentId: string): boolean =>
  scope.isSystem || scope.departmentIds.has(departmentId);

/** True when all of these units are in the scope, so that whoever has it decides on them; null is everything. */
export const mayDecide = (scope: AdminScope, units: readonly string[] | null): boolean =>
  scope.isSystem || (units !== null && units.every((id) => isInScope(scope, id)));
