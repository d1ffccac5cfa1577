import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import { digest } from '../../../kernel/ids.ts';
import type { Log } from '../../../kernel/log.ts';
import { mayDecide, type AdminScope } from '../roles/index.ts';
import { scopesOf, reportOnce } from './round.ts';
import { thisProcess } from '../../../kernel/leases.ts';
import { announce, createLeases, type Leases } from './lease.ts';
import { fetchChanges } from './changes.ts';
import type { Owners } from './owners.ts';
import type { AuditTrail, RosterSource } from './ports.ts';
import { createProgress, type Progress, type ProgressBoard } from './progress.ts';
import * as repository from './repository.ts';
import type { Lease } from './repository.ts';
import type { RemovalLimit, Run, RunKind } from './run.ts';
import { noteRun, settle } from './settle.ts';
import type { RosterSnapshot } from './snapshot.ts';
import { stage } from './stage.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** What rosters are made with. */
export interface SyncServiceDeps extends Owners {
  sources: readonly RosterSource[];
  db: Database;
  clock: Clock;
  log: Log;
  removalLimit?: RemovalLimit;
  audit: AuditTrail;
  /** Name of this process among those that share the database; made up unless told. */
  owner?: string;
}

export interface RunOptions {
  /** One course's id at the source, or `all` for a directory; every scope of the source unless told. */
  scope?: string;
  /** Goes through with a large removal. */
  confirm?: boolean;
  /** Changes nothing by itself: whatever would change waits for a yes. */
  ask?: boolean;
  /** Takes only what changed since the last run, where the source can tell; not together with `ask`. */
  changes?: boolean;
  /** Who wants it; nobody: a schedule or the command line. */
  begunBy?: string;
}

/** A look at a directory that somebody wants. */
export interface Check {
  source: string;
  begunBy: string;
  /** Ids of the outermost departments to go over; null: everything. */
  units: readonly string[] | null;
}

/** A run that has begun. */
export interface Begun {
  runId: string;
  /** How it ended; it does not fail, a failed run says so. */
  ended: Promise<Run>;
}

interface Engine extends SyncServiceDeps {
  leases: Leases;
  progress: ProgressBoard;
}

export type SyncService = ReturnType<typeof createSyncService>;

/** Keeps people, courses and departments as their sources say: stage → diff → apply, one way for all sources. */
export function createSyncService(options: SyncServiceDeps) {
  const { db, clock } = options;
  const owner = announce(options.owner ?? thisProcess());
  const leases = createLeases({ db, clock, owner });
  const engine: Engine = { ...options, leases, progress: createProgress() };
  return {
    sources: options.sources,
    /**
     * Runs a source, one run for each scope, one after the other. A failed run is answered, not thrown;
     * what is thrown is roster/source-unknown and, for one named scope, roster/already-running.
     */
    run: (sourceName: string, wanted: RunOptions = {}): Promise<Run[]> =>
      runSource(engine, sourceName, wanted),
    /**
     * Begins to compare a directory with what is stored; what would change waits for a yes.
     * @throws Failure roster/source-unknown, roster/already-running
     */
    check: (wanted: Check): Promise<Begun> => check(engine, wanted),
    /** How far a run of this process is. */
    progress: (runId: string): Progress | null => engine.progress.of(runId),
    /** The latest runs, newest first. @param sources only of these */
    runs: (limit = 50, sources?: readonly string[]): Promise<Run[]> =>
      repository.listRuns(db, sources ? { limit, sources } : { limit }),
    /** How many runs wait for the yes of an admin with this scope. */
    countHeld: async (scope: AdminScope): Promise<number> =>
      (await repository.heldUnits(db)).filter((units) => mayDecide(scope, units)).length,
    find: (runId: string): Promise<Run | null> => repository.findRun(db, runId),
    /** Applies what a run that waits would have applied, compared anew with what is stored now. */
    confirm: async (runId: string, by: string | null = null): Promise<Run> =>
      (await confirm(engine, runId, by)).ended,
    /** The same, answered as soon as it has begun. @throws Failure roster/run-not-found, roster/already-running */
    beginConfirm: (runId: string, by: string | null): Promise<Begun> => confirm(engine, runId, by),
    /** Drops what a run that waits would have applied. */
    reject: (runId: string, by: string | null = null): Promise<Run> => reject(engine, runId, by),
    /** To be called at start: runs whose process died are marked as failed. Answers how many. */
    recover: (): Promise<number> => engine.leases.recover(),
  };
}

function sourceOf(engine: Engine, name: string): RosterSource {
  const source = engine.sources.find((one) => one.name === name);
  if (!source)
    throw new Failure('roster/source-unknown', { detail: `There is no source "${name}".` });
  return source;
}

async function runSource(engine: Engine, name: string, wanted: RunOptions): Promise<Run[]> {
  const source = reportOnce(sourceOf(engine, name));
  const { begunBy = null, confirm = false, ask = false } = wanted;
  const { scopes, unsure } = await scopesOf(engine, source, wanted);
  const runs: Run[] = [];
  const kind = wanted.changes === true && !ask && source.changes ? 'changes' : 'full';
  for (const scope of scopes) {
    try {
      const lease = await engine.leases.take({ source: name, scope, kind, begunBy, units: null });
      const { runId } = lease;
      const told = tellings(engine, source, { runId, scope, kind });
      const asked = { ...told, confirm, ask: ask || unsure.has(scope) };
      runs.push(await perform(engine, lease, { ...asked, isShown: false }));
    } catch (error) {
      // In a round over all scopes, one that somebody else is busy with is being looked after.
      if (wanted.scope !== undefined || !isFailure(error, 'roster/already-running')) throw error;
    }
  }
  return runs;
}

async function check(engine: Engine, { source: name, begunBy, units }: Check): Promise<Begun> {
  const source = sourceOf(engine, name);
  if (source.kind !== 'departments') throw new Failure('roster/source-unknown');
  const scope = units === null ? 'all' : `units:${digest([...units].sort().join('\n'))}`;
  const kind = 'full';
  const lease = await engine.leases.take({ source: name, scope, kind, begunBy, units });
  const asked = tellings(engine, source, { runId: lease.runId, scope: 'all', kind });
  const work = { ...asked, confirm: false, ask: true, isShown: false };
  return { runId: lease.runId, ended: perform(engine, lease, work) };
}

interface Work {
  snapshot: () => Promise<RosterSnapshot>;
  /** Asked for when so many would go by changes alone that all there are should be counted. */
  everything: () => Promise<RosterSnapshot>;
  confirm: boolean;
  ask: boolean;
  isShown: boolean;
}

/** What a run asks its source for. */
function tellings(
  engine: Engine,
  source: RosterSource,
  { runId, scope, kind }: { runId: string; scope: string; kind: RunKind },
): Pick<Work, 'snapshot' | 'everything'> {
  const read = (entries: number) => engine.progress.add(runId, entries);
  const everything = async () =>
    stage(await source.snapshot(scope, read), engine.people.countryCode);
  const changes = () => fetchChanges(engine, source, scope);
  return { snapshot: kind === 'changes' ? changes : everything, everything };
}

async function perform(engine: Engine, lease: Lease, work: Work): Promise<Run> {
  const { db, progress } = engine;
  try {
    progress.set(lease.runId, { phase: 'reading', done: 0, total: null });
    await engine.leases.during(lease, async () => {
      const run = await repository.findRun(db, lease.runId).then(orNotFound);
      const settled = async (snapshot: RosterSnapshot): Promise<boolean> =>
        inTransaction(db, (trx) => settle(trx, engine, { ...work, run, lease, snapshot }));
      await repository.openTurn(db, run.source);
      if (!(await settled(await work.snapshot()))) await settled(await work.everything());
    });
  } catch (error) {
    await fail(engine, lease.runId, error);
  } finally {
    progress.end(lease.runId);
  }
  return repository.findRun(db, lease.runId).then(orNotFound);
}

async function fail(engine: Engine, runId: string, error: unknown): Promise<void> {
  const failure = isFailure(error)
    ? { code: error.code, reason: error.message }
    : { code: 'internal' as const, reason: 'The run broke off; the log says why.' };
  if (isFailure(error)) engine.log.warn({ runId, ...failure }, 'roster run failed');
  else engine.log.error({ runId, err: error }, 'roster run broke off');
  await repository.endRun(engine.db, runId, { state: 'failed', failure, now: engine.clock.now() });
}

async function confirm(engine: Engine, runId: string, by: string | null): Promise<Begun> {
  const run = await repository.findRun(engine.db, runId).then(orNotFound);
  const snapshot = await repository.heldSnapshot(engine.db, runId).then(orNotFound);
  const lease = await engine.leases.resume(run, by);
  const held = () => Promise.resolve(snapshot);
  const isShown = snapshot.kind === 'departments';
  const work = { snapshot: held, everything: held, confirm: true, ask: false, isShown };
  return { runId, ended: perform(engine, lease, work) };
}

/** What is dropped and that it was are one transaction. */
async function reject(engine: Engine, runId: string, by: string | null): Promise<Run> {
  const { db, clock } = engine;
  const run = await repository.findRun(db, runId).then(orNotFound);
  await inTransaction(db, async (trx) => {
    const isDropped = await repository.rejectRun(trx, runId, { by, now: clock.now() });
    if (!isDropped) throw new Failure('roster/run-not-found');
    if (by !== null) await noteRun(trx, engine.audit, { run, action: 'roster.reject', by });
  });
  return repository.findRun(db, runId).then(orNotFound);
}

function orNotFound<T>(found: T | null): T {
  if (found === null) throw new Failure('roster/run-not-found');
  return found;
}
