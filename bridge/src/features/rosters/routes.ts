import { Failure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { route, type Route } from '../../kernel/route.ts';
import {
  applyRosterRun,
  checkRoster,
  listRosterRuns,
  rejectRosterRun,
  type RosterRun,
} from './contract.ts';
import type { Run } from './run.ts';
import type { Rosters } from './service.ts';

interface Parts {
  log: Log;
  rosters: Rosters;
  /** @throws Failure admin/not-allowed for who is no system admin */
  requireSystem: (personId: string) => Promise<void>;
}

/**
 * Checking an LMS, applying what it says, and what was done before; for system admins. Directories have a tool of
 * their own, each admin within the own scope.
 */
export function rosterRoutes(parts: Parts): Route[] {
  const { rosters, requireSystem, log } = parts;
  /** Long work goes on by itself; how it ended stands in the run. */
  const begin = (work: Promise<unknown>): void => {
    work.catch((err: unknown) => log.warn({ err }, 'a roster run did not begin'));
  };
  const sources = rosters.sources.filter(({ kind }) => kind === 'course').map(({ name }) => name);
  /** @throws Failure roster/run-not-found */
  const ofLms = async (runId: string): Promise<void> => {
    const run = await rosters.find(runId);
    if (!run || !sources.includes(run.source)) throw new Failure('roster/run-not-found');
  };
  return [
    route(listRosterRuns, 'read', async ({ caller }) => {
      await requireSystem(caller.personId);
      return { sources, runs: (await rosters.runs(50, sources)).map(shown) };
    }),
    route(checkRoster, 'write', async ({ caller, body: { source } }) => {
      await requireSystem(caller.personId);
      if (!sources.includes(source)) throw new Failure('roster/source-unknown');
      begin(rosters.run(source, { ask: true, begunBy: caller.personId }));
      return {};
    }),
    route(applyRosterRun, 'write', async ({ caller, params: { runId } }) => {
      await requireSystem(caller.personId);
      await ofLms(runId);
      begin((await rosters.beginConfirm(runId, caller.personId)).ended);
      return {};
    }),
    route(rejectRosterRun, 'write', async ({ caller, params: { runId } }) => {
      await requireSystem(caller.personId);
      await ofLms(runId);
      await rosters.reject(runId, caller.personId);
      return {};
    }),
  ];
}

const shown = (run: Run): RosterRun => ({
  id: run.id,
  source: run.source,
  scope: run.scope,
  kind: run.kind,
  state: run.state,
  counts: run.counts,
  removed: run.report.removed,
  conflicts: run.report.conflicts.map(({ where, reason }) => ({ where, reason })),
  problems: run.report.problems.map(({ where, reason }) => ({ where, reason })),
  totals: run.report.totals,
  failure: run.failure?.code ?? null,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
});
