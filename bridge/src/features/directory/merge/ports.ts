import type { Departments } from '../departments/index.ts';
import type { People } from '../people/index.ts';
import type { Roles } from '../roles/index.ts';

/** People, and what each source says of them. */
export type KnownPeople = Pick<
  People,
  | 'current'
  | 'findMany'
  | 'recordsOf'
  | 'vouchesOf'
  | 'resolveAnew'
  | 'overrideStatus'
  | 'addressees'
  | 'conflicts'
  | 'apart'
  | 'merged'
>;

/** Who may administer whom. */
export type Scopes = Pick<
  Roles,
  'require' | 'heldAmong' | 'grantsOf' | 'systemAdmins' | 'lockSystemAdmins'
>;

/** The units as they are now, and who says who is in them. */
export type Units = Pick<Departments, 'tree' | 'unitsOf' | 'claimsAbout' | 'placedIn'>;

export type { AuditTrail } from '../../audit/index.ts';
