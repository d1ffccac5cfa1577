import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

const count = z.object({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
});

export const rosterRun = z.object({
  id,
  source: z.string(),
  /** One course's id at the source, or `all` for a directory. */
  scope: z.string(),
  /** What the course is called; null for a directory, and for a course that is not known. */
  title: z.string().nullable(),
  /** Everything was compared, or only what changed since the last run. */
  kind: z.enum(['full', 'changes']),
  state: z.enum(['running', 'applied', 'unchanged', 'needs-confirmation', 'rejected', 'failed']),
  counts: z.partialRecord(
    z.enum(['people', 'memberships', 'courses', 'departments', 'groups']),
    count,
  ),
  /** Names of those who would go, or went; the first 200. */
  removed: z.array(z.string()),
  /** Accounts that nobody can tell apart or bring together; the first 200. */
  conflicts: z.array(z.object({ where: z.string(), reason: z.string() })),
  /** Entries that were passed over, and why; the first 200. */
  problems: z.array(z.object({ where: z.string(), reason: z.string() })),
  totals: z.object({ problems: z.int(), conflicts: z.int(), removed: z.int() }),
  /** A failure's code. */
  failure: z.string().nullable(),
  startedAt: moment,
  endedAt: moment.nullable(),
});
export type RosterRun = z.infer<typeof rosterRun>;

const path = '/api/admin/rosters';
const byRun = z.strictObject({ runId: id });

export const listRosterRuns = endpoint({
  id: 'listRosterRuns',
  summary: 'The sources of courses and who is in them, and their latest runs. For system admins.',
  method: 'GET',
  path,
  who: 'person',
  reply: z.object({ sources: z.array(z.string()), runs: z.array(rosterRun) }),
});

export const checkRoster = endpoint({
  id: 'checkRoster',
  summary: 'Begins to read a source; what it would change is held until somebody says yes.',
  method: 'POST',
  path: `${path}/checks`,
  who: 'person',
  body: z.strictObject({ source: z.string().min(1).max(191) }),
  reply: z.object({}),
});

export const applyRosterRun = endpoint({
  id: 'applyRosterRun',
  summary: 'Begins to apply what a run holds, compared anew with what is there by then.',
  method: 'POST',
  path: `${path}/:runId/apply`,
  who: 'person',
  params: byRun,
  reply: z.object({}),
});

export const rejectRosterRun = endpoint({
  id: 'rejectRosterRun',
  summary: 'Drops what a run holds.',
  method: 'POST',
  path: `${path}/:runId/reject`,
  who: 'person',
  params: byRun,
  reply: z.object({}),
});
