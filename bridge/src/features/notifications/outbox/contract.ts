import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

export const outboxState = z.enum(['dead', 'waiting', 'sent', 'dropped']);
export type OutboxState = z.infer<typeof outboxState>;

export const outboxRow = z.object({
  id,
  kind: z.enum(['mail', 'sms', 'push', 'lms']),
  recipient: z.string(),
  /** Name of the mail. */
  about: z.string(),
  attempts: z.int(),
  createdAt: moment,
  /** When it is tried next; of use while it waits. */
  nextAt: moment,
  settledAt: moment.nullable(),
  /** What the provider said when it failed. */
  reason: z.string().nullable(),
});
export type OutboxRowShown = z.infer<typeof outboxRow>;

export const listOutbox = endpoint({
  id: 'listOutbox',
  summary:
    'Messages of one state, the latest first, never what was written in them. For system admins.',
  method: 'GET',
  path: '/api/admin/outbox',
  who: 'person',
  query: z.strictObject({ state: outboxState.default('dead') }),
  reply: z.object({
    counts: z.record(outboxState, z.int()),
    /** Since when the oldest waits. */
    waitingSince: moment.nullable(),
    /** The latest 200. */
    rows: z.array(outboxRow),
  }),
});

export const resendOutbox = endpoint({
  id: 'resendOutbox',
  summary: 'Puts dead letters back among the waiting: one, or all.',
  method: 'POST',
  path: '/api/admin/outbox/resend',
  who: 'person',
  body: z.strictObject({ ids: z.union([z.literal('all'), z.array(id).min(1).max(200)]) }),
  reply: z.object({ count: z.int() }),
});
