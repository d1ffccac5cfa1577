import { z } from 'zod';
import { endpoint, file, id, moment, mediaTypes, cursor } from '../../../kernel/contract.ts';
import { personKind } from '../../registration/import/contract.ts';

/** What a department registered somebody as. */
export const registeredKind = personKind;

export const administeredPerson = z.object({
  id,
  name: z.string(),
  campusNumber: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** Null for who came by no sheet and no application. */
  kind: registeredKind.nullable(),
  active: z.boolean(),
  /** The units of my scope that the person is in. */
  departments: z.array(z.object({ id, name: z.string() })),
  changedAt: moment,
});
export type AdministeredPerson = z.infer<typeof administeredPerson>;

const asked = {
  /** Part of a name or campus number. */
  search: z.string().trim().max(100).optional(),
  /** In this unit or below it. */
  departmentId: id.optional(),
  status: z.enum(['active', 'deactivated']).optional(),
  kind: registeredKind.optional(),
};

export const listAdministered = endpoint({
  id: 'listAdministered',
  summary: 'The people of my scope, by name.',
  method: 'GET',
  path: '/api/admin/people',
  who: 'person',
  query: z.strictObject({
    ...asked,
    cursor,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ people: z.array(administeredPerson), next: z.string().nullable() }),
});

export const exportAdministered = endpoint({
  id: 'exportAdministered',
  summary: 'The same as a sheet: XLSX, or CSV in UTF-8.',
  method: 'GET',
  path: '/api/admin/people/export',
  who: 'person',
  query: z.strictObject({ ...asked, form: z.enum(['xlsx', 'csv']).default('xlsx') }),
  reply: file,
  download: [mediaTypes.xlsx, mediaTypes.csv],
});

/** What can wait for an admin, each kind counted by the feature that it belongs to. */
export const waitingKind = z.enum([
  'applications',
  'sheets-to-review',
  'sheets-returned',
  'conflicts',
  'directory-runs',
  'dead-letters',
  'platforms',
  'erasures',
  'alarms',
]);
export type WaitingKind = z.infer<typeof waitingKind>;

export const getWaiting = endpoint({
  id: 'getWaiting',
  summary: 'How much waits for me to do, by kind; what does not concern me is 0 or left out.',
  method: 'GET',
  path: '/api/admin/waiting',
  who: 'person',
  reply: z.object({ waiting: z.partialRecord(waitingKind, z.int().nonnegative()) }),
});
