import type { Courses } from '../courses/index.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';
import { route, type Route } from '../../../kernel/route.ts';
import {
  applyRosterRun,
  checkRoster,
  listRosterRuns,
  rejectRosterRun,
  type RosterRun,
} from './contract.ts';
import type { Run } from './run.ts';
import type { SyncService } from './service.ts';

interface Deps {
  log: Log;
  syncService: SyncService;
  courses: Pick<Courses, 'course' | 'coursesOfRealm'>;
  /** @throws Failure admin/not-allowed for who is no system admin */
  requireSystem: (personId: string) => Promise<void>;
}

/**
 * Checking an LMS, applying what it says, and what was done before; for system admins. Directories have a tool of
 * their own, each admin within the own scope.
 */
export function rosterRoutes(deps: Deps): Route[] {
  const { syncService, requireSystem, log } = deps;
  /** Long work goes on by itself; how it ended stands in the run. */
  const begin = (work: Promise<unknown>): void => {
    work.catch((err: unknown) => log.warn({ err }, 'a roster run did not begin'));
  };
  const sources = syncService.sources
    .filter(({ kind }) => kind === 'course')
    .map(({ name }) => name);
  /** @throws Failure roster/run-not-found */
  const ofLms = async (runId: string): Promise<void> => {
    const run = await syncService.find(runId);
    if (!run || !sources.includes(run.source)) throw new Failure('roster/run-not-found');
  };
  return [
    route(listRosterRuns, 'read', async ({ caller }) => {
      await requireSystem(caller.personId);
      const runs = await syncService.runs(50, sources);
      const titles = await titlesOf(deps, runs);
      return { sources, runs: runs.map((run) => shown(run, titles.get(nameOf(run)) ?? null)) };
    }),
    route(checkRoster, 'write', async ({ caller, body: { source } }) => {
      await requireSystem(caller.personId);
      if (!sources.includes(source)) throw new Failure('roster/source-unknown');
      begin(syncService.run(source, { ask: true, begunBy: caller.personId }));
      return {};
    }),
    route(applyRosterRun, 'write', async ({ caller, params: { runId } }) => {
      await requireSystem(caller.personId);
      await ofLms(runId);
      begin((await syncService.beginConfirm(runId, caller.personId)).ended);
      return {};
    }),
    route(rejectRosterRun, 'write', async ({ caller, params: { runId } }) => {
      await requireSystem(caller.personId);
      await ofLms(runId);
      await syncService.reject(runId, caller.personId);
      return {};
    }),
  ];
}

const nameOf = ({ source, scope }: Pick<Run, 'source' | 'scope'>): string => `${source}\n${scope}`;

/** What the courses of these runs are called, by the run's source and scope. */
async function titlesOf(
  { syncService, courses }: Pick<Deps, 'syncService' | 'courses'>,
  runs: readonly Run[],
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const { name, realm } of syncService.sources.filter(({ kind }) => kind === 'course')) {
    const own = runs.filter(({ source }) => source === name);
    if (own.length === 0) continue;
    const known = realm === null ? [] : await courses.coursesOfRealm(realm);
    const byId = new Map(known.map((course) => [course.externalId, course]));
    for (const { scope } of own) {
      // Without a realm of its own a source names courses by our ids.
      const course = realm === null ? await courses.course(scope) : byId.get(scope);
      if (course) titles.set(nameOf({ source: name, scope }), course.title);
    }
  }
  return titles;
}

const shown = (run: Run, title: string | null): RosterRun => ({
  id: run.id,
  source: run.source,
  scope: run.scope,
  title,
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
