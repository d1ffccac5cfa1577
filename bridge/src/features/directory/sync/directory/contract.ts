import { z } from 'zod';
import { endpoint, file, id, moment, mediaTypes } from '../../../../kernel/contract.ts';

export const changeKind = z.enum([
  'joins',
  'returns',
  'moves',
  'leaves',
  'fields',
  'units',
  'conflicts',
  'passed-over',
]);
export type ChangeKindShown = z.infer<typeof changeKind>;

/** Some by name; of those outside of my scope only how many they are. */
const named = z.object({ names: z.array(z.string()), others: z.int() });
const beforeAndAfter = z.object({ before: z.string().nullable(), after: z.string().nullable() });

export const changeShown = z.object({
  number: z.int(),
  kind: changeKind,
  name: z.string(),
  campusNumber: z.string().nullable(),
  /** The units that somebody was in, and will be in. */
  from: named,
  to: named,
  /** The directory does not list them at all any more. */
  isGone: z.boolean(),
  fields: z.array(
    beforeAndAfter.extend({
      field: z.string(),
      /** False where another source is believed more, so that what people see stays. */
      isSeen: z.boolean(),
    }),
  ),
  unit: z
    .object({
      what: z.enum(['new', 'changed', 'returns', 'gone']),
      name: beforeAndAfter,
      /** The unit above it, where I may see that. */
      parent: beforeAndAfter,
    })
    .nullable(),
  /** Who it may be. */
  conflict: named.extend({ key: z.string(), reason: z.string() }).nullable(),
  /** Why an entry was passed over. */
  problem: z.object({ field: z.string().nullable(), reason: z.string() }).nullable(),
});
export type ChangeShown = z.infer<typeof changeShown>;

export const directoryRun = z.object({
  id,
  source: z.string(),
  /** Everything was compared, or only what changed since the last run. */
  reads: z.enum(['full', 'changes']),
  /** The outermost units that it goes over; null: everything. */
  units: z.array(z.object({ id, name: z.string() })).nullable(),
  state: z.enum(['running', 'applied', 'unchanged', 'needs-confirmation', 'rejected', 'failed']),
  /** Who began it; null: a schedule or the command line. */
  begunBy: z.string().nullable(),
  /** Who said yes or no. */
  decidedBy: z.string().nullable(),
  /** How far it is, while it runs. */
  progress: z
    .object({
      phase: z.enum(['reading', 'comparing', 'writing']),
      done: z.int(),
      total: z.int().nullable(),
    })
    .nullable(),
  /** How many changes of each kind lie in my scope. */
  counts: z.record(changeKind, z.int()),
  /** How many people would go, where these are so many that a yes must name them; else null. */
  removals: z.int().nullable(),
  /** Something changed between the look and the yes: it is shown once more. */
  isAskedAgain: z.boolean(),
  /** Whether I may apply or drop it. */
  isMine: z.boolean(),
  /** A failure's code. */
  failure: z.string().nullable(),
  startedAt: moment,
  endedAt: moment.nullable(),
});
export type DirectoryRun = z.infer<typeof directoryRun>;

const path = '/api/admin/directory';
const byRun = z.strictObject({ runId: id });
const asked = {
  kind: changeKind.optional(),
  /** Part of a name or campus number. */
  search: z.string().trim().max(100).optional(),
};

export const listDirectoryRuns = endpoint({
  id: 'listDirectoryRuns',
  summary:
    'The directories that have units of my scope, and what was done with them, newest first.',
  method: 'GET',
  path,
  who: 'person',
  query: z.strictObject({
    /** `next` of the page before. */
    before: z
      .string()
      .regex(/^\d{1,16}\.[\da-f-]{36}$/u)
      .optional(),
  }),
  reply: z.object({
    sources: z.array(
      z.object({
        name: z.string(),
        /** What of it a check goes over; null: everything. */
        units: z.array(z.object({ id, name: z.string() })).nullable(),
      }),
    ),
    runs: z.array(directoryRun),
    next: z.string().nullable(),
  }),
});

export const checkDirectory = endpoint({
  id: 'checkDirectory',
  summary:
    'Begins to compare my part of a directory with what is stored; what would change waits for a yes.',
  method: 'POST',
  path: `${path}/checks`,
  who: 'person',
  body: z.strictObject({ source: z.string().min(1).max(191) }),
  reply: z.object({ id }),
});

export const getDirectoryRun = endpoint({
  id: 'getDirectoryRun',
  summary: 'A run: its state, how far it is, and how many changes of each kind it has.',
  method: 'GET',
  path: `${path}/:runId`,
  who: 'person',
  params: byRun,
  reply: directoryRun,
});

export const listDirectoryChanges = endpoint({
  id: 'listDirectoryChanges',
  summary: 'What a run changes or changed, by name; only what lies in my scope.',
  method: 'GET',
  path: `${path}/:runId/changes`,
  who: 'person',
  params: byRun,
  query: z.strictObject({
    ...asked,
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ changes: z.array(changeShown), next: z.int().nullable() }),
});

export const exportDirectoryChanges = endpoint({
  id: 'exportDirectoryChanges',
  summary: 'The same as a sheet: XLSX, or CSV in UTF-8.',
  method: 'GET',
  path: `${path}/:runId/export`,
  who: 'person',
  params: byRun,
  query: z.strictObject({
    ...asked,
    form: z.enum(['xlsx', 'csv']).default('xlsx'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  reply: file,
  download: [mediaTypes.xlsx, mediaTypes.csv],
});

export const applyDirectoryRun = endpoint({
  id: 'applyDirectoryRun',
  summary:
    'Begins to apply what a run shows. What would go beyond it is shown once more; unusually many removals need their number.',
  method: 'POST',
  path: `${path}/:runId/apply`,
  who: 'person',
  params: byRun,
  body: z.strictObject({
    /** The run’s `removals`, where it has them. */
    removals: z.int().nonnegative().nullable(),
  }),
  reply: z.object({}),
});

export const rejectDirectoryRun = endpoint({
  id: 'rejectDirectoryRun',
  summary: 'Drops what a run shows.',
  method: 'POST',
  path: `${path}/:runId/reject`,
  who: 'person',
  params: byRun,
  reply: z.object({}),
});
