import { z } from 'zod';
import { endpoint, file, moment, mediaTypes } from '../../kernel/contract.ts';

export const auditEntry = z.object({
  seq: z.int(),
  at: moment,
  /** Null for the command line and for schedules. */
  actor: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** What was done, for example `grant.give`. */
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  departmentId: z.string().nullable(),
  /** What it was before and after: plain data, null where there was nothing. */
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const asked = {
  /** Part of a name, of an action or of what was changed. */
  search: z.string().trim().max(100).optional(),
  action: z.string().max(64).optional(),
  actorId: z.uuid().optional(),
  subjectId: z.string().max(191).optional(),
  departmentId: z.uuid().optional(),
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
};

export const listAudit = endpoint({
  id: 'listAudit',
  summary: 'What administrators did, newest first; a department admin sees the own scope only.',
  method: 'GET',
  path: '/api/admin/audit',
  who: 'person',
  query: z.strictObject({
    ...asked,
    /** `next` of the page before. */
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ entries: z.array(auditEntry), next: z.int().nullable() }),
});

export const exportAudit = endpoint({
  id: 'exportAudit',
  summary: 'The same as CSV (RFC 4180, UTF-8), at most 100,000 entries.',
  method: 'GET',
  path: '/api/admin/audit/export',
  who: 'person',
  query: z.strictObject(asked),
  reply: file,
  download: [mediaTypes.csv],
});
