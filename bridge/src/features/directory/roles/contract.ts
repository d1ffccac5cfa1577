import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

const unit = z.object({ id, name: z.string() });

export const whatIAdminister = z.object({
  isSystem: z.boolean(),
  /** The units that were granted, without those below them; empty for a system admin. */
  departments: z.array(unit),
});
export type WhatIAdminister = z.infer<typeof whatIAdminister>;

export const getMyAdministration = endpoint({
  id: 'getMyAdministration',
  summary: 'What I may administer; null when I am no admin.',
  method: 'GET',
  path: '/api/admin/me',
  who: 'person',
  reply: z.object({ administration: whatIAdminister.nullable() }),
});

export const adminUnit = z.object({ id, parentId: id.nullable(), name: z.string() });
export type AdminUnit = z.infer<typeof adminUnit>;

export const listAdminDepartments = endpoint({
  id: 'listAdminDepartments',
  summary: 'The units of my scope, by name; a unit whose parent is outside stands at the top.',
  method: 'GET',
  path: '/api/admin/departments',
  who: 'person',
  reply: z.object({ departments: z.array(adminUnit) }),
});

export const grantShown = z.object({
  id,
  role: z.enum(['system', 'department']),
  person: z.object({ id, name: z.string(), active: z.boolean() }),
  /** Null for a system admin, and for a unit that is gone. */
  department: unit.nullable(),
  grantedBy: z.string().nullable(),
  createdAt: moment,
});
export type GrantShown = z.infer<typeof grantShown>;

export const listGrants = endpoint({
  id: 'listGrants',
  summary: 'Who administers what. For system admins.',
  method: 'GET',
  path: '/api/admin/grants',
  who: 'person',
  reply: z.object({ grants: z.array(grantShown) }),
});

export const giveGrant = endpoint({
  id: 'giveGrant',
  summary: 'Makes somebody an admin of everything, or of a unit with all below it.',
  method: 'POST',
  path: '/api/admin/grants',
  who: 'person',
  body: z.discriminatedUnion('role', [
    z.strictObject({ role: z.literal('system'), personId: id }),
    z.strictObject({ role: z.literal('department'), personId: id, departmentId: id }),
  ]),
  reply: z.object({ id }),
});

export const takeGrant = endpoint({
  id: 'takeGrant',
  summary: 'Takes a role away; never the last system admin.',
  method: 'DELETE',
  path: '/api/admin/grants/:grantId',
  who: 'person',
  params: z.strictObject({ grantId: id }),
  reply: z.object({}),
});
