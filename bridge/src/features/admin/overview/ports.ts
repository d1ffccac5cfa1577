import type { Departments } from '../../directory/departments/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { AdminScope, Roles } from '../../directory/roles/index.ts';
import type { WaitingKind } from './contract.ts';

/** Who may administer whom. */
export type Scopes = Pick<Roles, 'require'>;

/** The units as they are now, and who is in them. */
export type Units = Pick<Departments, 'tree' | 'unitsOf' | 'placedIn'>;

/** People by name, a page at a time. */
export type PeoplePages = Pick<People, 'page'>;

/** Counts one kind of what waits. */
export interface WaitingCounter {
  kind: WaitingKind;
  /** How many wait for this admin, within the scope; 0 for whom it does not concern. */
  count: (admin: { personId: string; scope: AdminScope }) => Promise<number>;
}
