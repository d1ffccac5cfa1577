import { z } from 'zod';
import { endpoint, moment } from '../../../kernel/contract.ts';

/** How far back is looked. */
export const historyRange = z.enum(['hour', 'day', 'week', 'month']);
export type HistoryRange = z.infer<typeof historyRange>;

/** What was so in one step of time; of several minutes the worst, or all together. */
export const historyPoint = z.object({
  /** The end of the step. */
  at: moment,
  /** The most at once. */
  meetings: z.int().nonnegative(),
  people: z.int().nonnegative(),
  /** How many came into a room. */
  joins: z.int().nonnegative(),
  /** How many had asked for the way into a room and were not in it within a minute. */
  missed: z.int().nonnegative(),
  /** Within how many milliseconds 95 of 100 were in the room; the worst minute. Null: nobody came. */
  joinMs: z.int().nonnegative().nullable(),
  rings: z.int().nonnegative(),
  /** Within how many milliseconds it rang for 95 of 100. */
  ringMs: z.int().nonnegative().nullable(),
  /** The highest stress of each videobridge, by its name. */
  stress: z.record(z.string(), z.number()),
});
export type HistoryPoint = z.infer<typeof historyPoint>;

export const getHistory = endpoint({
  id: 'getOperationsHistory',
  summary:
    'What was so over the last hour, day, week or month: people, joins, waiting times, stress. For system admins.',
  method: 'GET',
  path: '/api/admin/operations/history',
  who: 'person',
  query: z.strictObject({ range: historyRange.default('hour') }),
  reply: z.object({
    from: moment,
    to: moment,
    /** Milliseconds of one step. A step of which nothing is known is left out. */
    stepMs: z.int().positive(),
    points: z.array(historyPoint),
    /** Names of the videobridges that are in it. */
    videobridges: z.array(z.string()),
  }),
});
