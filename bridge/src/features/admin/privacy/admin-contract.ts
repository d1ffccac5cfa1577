import { z } from 'zod';
import { endpoint, file, id, moment, mediaTypes } from '../../../kernel/contract.ts';
import { retentionNames } from '../../../kernel/retention.ts';
import { blocker, dataKind, exportLocale, reason } from './contract.ts';

const fate = z.object({ kind: dataKind, gone: z.int(), kept: z.int() });
export type Fate = z.infer<typeof fate>;

const period = z.object({
  name: z.enum(retentionNames),
  kind: dataKind,
  days: z.int(),
  /** What it is where nobody set it. */
  usualDays: z.int(),
  least: z.int(),
  most: z.int(),
  sweptAt: moment.nullable(),
  /** How many went then. */
  removed: z.int(),
  /** What there was when it was counted last: after each sweep, or when an admin asked. */
  counted: z
    .object({
      at: moment,
      rows: z.int(),
      oldest: moment.nullable(),
      /** How many rows were older than the period. */
      due: z.int(),
    })
    .nullable(),
});

export const listRetention = endpoint({
  id: 'listRetention',
  summary:
    'How long each sort of data is kept, and how much of it was counted last; for system admins.',
  method: 'GET',
  path: '/api/admin/privacy/retention',
  who: 'person',
  reply: z.object({ periods: z.array(period) }),
});

export const setRetention = endpoint({
  id: 'setRetention',
  summary: 'Sets for how many days a sort of data is kept; null: as is usual.',
  method: 'PUT',
  path: '/api/admin/privacy/retention/:name',
  who: 'person',
  params: z.strictObject({ name: period.shape.name }),
  body: z.strictObject({ days: z.int().nullable() }),
  reply: z.object({ periods: z.array(period) }),
});

export const countRetention = endpoint({
  id: 'countRetention',
  summary: 'Counts one sort of data anew; seconds where there are millions of rows.',
  method: 'POST',
  path: '/api/admin/privacy/retention/:name/count',
  who: 'person',
  params: setRetention.params,
  reply: z.object({ periods: z.array(period) }),
});

const request = z.object({
  id,
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn', 'done']),
  /** Null when the person is erased. */
  person: z.object({ id, name: z.string(), campusNumber: z.string().nullable() }).nullable(),
  askedAt: moment,
  dueAt: moment,
  decidedAt: moment.nullable(),
  reason: z.string().nullable(),
  doneAt: moment.nullable(),
  blockers: z.array(blocker),
  fates: z.array(fate),
});
export type ErasureListed = z.infer<typeof request>;

export const listErasures = endpoint({
  id: 'listErasures',
  summary: 'Who wants to be erased, and what became of it; for system admins.',
  method: 'GET',
  path: '/api/admin/privacy/erasures',
  who: 'person',
  reply: z.object({
    /** Whether an admin has to agree. */
    isReviewed: z.boolean(),
    open: z.array(request),
    closed: z.array(request),
  }),
});

const byRequest = z.strictObject({ requestId: id });

export const approveErasure = endpoint({
  id: 'approveErasure',
  summary: 'Agrees to an erasure: it is done when the time to take it back is over.',
  method: 'POST',
  path: '/api/admin/privacy/erasures/:requestId/approval',
  who: 'person',
  params: byRequest,
  reply: z.object({}),
});

export const refuseErasure = endpoint({
  id: 'refuseErasure',
  summary: 'Refuses an erasure; the person is told the reason.',
  method: 'POST',
  path: '/api/admin/privacy/erasures/:requestId/refusal',
  who: 'person',
  params: byRequest,
  body: z.strictObject({ reason }),
  reply: z.object({}),
});

const byPerson = z.strictObject({ personId: id });

export const previewErasure = endpoint({
  id: 'previewErasure',
  summary: 'What would go and what would stay if a person were erased now; for system admins.',
  method: 'GET',
  path: '/api/admin/privacy/people/:personId/erasure',
  who: 'person',
  params: byPerson,
  reply: z.object({ name: z.string(), fates: z.array(fate), blockers: z.array(blocker) }),
});

export const erasePerson = endpoint({
  id: 'erasePerson',
  summary: 'Erases a person at once; it cannot be taken back. For system admins.',
  method: 'POST',
  path: '/api/admin/privacy/people/:personId/erasure',
  who: 'person',
  params: byPerson,
  body: z.strictObject({ confirmed: z.literal(true) }),
  reply: z.object({ fates: z.array(fate) }),
});

export const exportPersonData = endpoint({
  id: 'exportPersonData',
  summary: 'All that is kept about a person of the admin’s scope, without third parties, as a ZIP.',
  method: 'POST',
  path: '/api/admin/privacy/people/:personId/export',
  who: 'person',
  params: byPerson,
  body: z.strictObject({ locale: exportLocale }),
  reply: file,
  download: [mediaTypes.zip],
});
