import type { DepartmentUnit } from '../../directory/departments/index.ts';
import type { AdminScope } from '../../directory/roles/index.ts';
import type { WaitingKind } from './contract.ts';

/** Who may administer whom. */
export interface Scopes {
  /** @throws Failure admin/not-allowed */
  require: (personId: string) => Promise<AdminScope>;
}

/** The units as they are now, and who is in them. */
export interface Units {
  tree: () => Promise<DepartmentUnit[]>;
  unitsOf: (personIds: readonly string[]) => Promise<Map<string, string[]>>;
}

/** Counts one kind of what waits. */
export interface WaitingCounter {
  kind: WaitingKind;
  /** How many wait for this admin, within the scope; 0 for whom it does not concern. */
  count: (admin: { personId: string; scope: AdminScope }) => Promise<number>;
}
