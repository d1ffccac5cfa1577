import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { Failure, isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import { inTransaction } from '../people/index.ts';
import { announce, createLeases, thisProcess, type Leases } from './lease.ts';
import { afterChanges, fetchChanges } from './changes.ts';
import { saveCursor } from './cursor-repository.ts';
import { planRoster, type Owners } from './plan.ts';
import type { RosterSource } from './ports.ts';
import * as repository from './repository.ts';
import type { Lease } from './repository.ts';
import {
  changesAnything,
  defaultRemovalLimit,
  type RemovalLimit,
  type Run,
  type RunKind,
} from './run.ts';
import { isOfChanges, type RosterSnapshot } from './snapshot.ts';
import { stage } from './stage.ts';

/** What rosters are made with. */
export interface RostersOptions extends Owners {
  sources: readonly RosterSource[];
  db: Database;
  clock: Clock;
  log: Log;
  removalLimit?: RemovalLimit;
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
}

interface Engine extends RostersOptions {
  leases: Leases;
}

export type Rosters = ReturnType<typeof createRosters>;

/** Keeps people, courses and departments as their sources say: stage → diff → apply, one way for all sources. */
export function createRosters(options: RostersOptions) {
  const { db, clock } = options;
  const owner = announce(options.owner ?? thisProcess());
  const engine: Engine = { ...options, leases: createLeases({ db, clock, owner }) };
  return {
    sources: options.sources,
    /**
     * Runs a source, one run for each scope, one after the other. A failed run is answered, not thrown;
     * what is thrown is roster/source-unknown and, for one named scope, roster/already-running.
     */
    run: (sourceName: string, wanted: RunOptions = {}): Promise<Run[]> =>
      runSource(engine, sourceName, wanted),
    /** The latest runs, newest first. */
    runs: (limit = 50): Promise<Run[]> => repository.listRuns(db, limit),
    /** How many runs wait for somebody's yes. */
    countHeld: (): Promise<number> => repository.countHeld(db),
    find: (runId: string): Promise<Run | null> => repository.findRun(db, runId),
    /** Applies what a run that waits would have applied, compared anew with what is stored now. */
    confirm: (runId: string): Promise<Run> => confirm(engine, runId),
    /** Drops what a run that waits would have applied. */
    reject: (runId: string): Promise<Run> => reject(engine, runId),
    /** To be called at start: runs whose process died are marked as failed. Answers how many. */
    recover: (): Promise<number> => engine.leases.recover(),
  };
}

async function runSource(engine: Engine, name: string, wanted: RunOptions): Promise<Run[]> {
  const source = engine.sources.find((one) => one.name === name);
  if (!source)
    throw new Failure('roster/source-unknown', { detail: `There is no source "${name}".` });
  const scopes = wanted.scope === undefined ? await source.scopes() : [wanted.scope];
  const runs: Run[] = [];
  const { confirm = false, ask = false } = wanted;
  const kind = wanted.changes === true && !ask && source.changes ? 'changes' : 'full';
  for (const scope of scopes) {
    try {
      const lease = await engine.leases.take({ source: name, scope, kind });
      const work = { ...tellings(engine, source, { scope, kind }), confirm, ask };
      runs.push(await perform(engine, lease, work));
    } catch (error) {
      // In a round over all scopes, one that somebody else is busy with is being looked after.
      if (wanted.scope !== undefined || !isFailure(error, 'roster/already-running')) throw error;
    }
  }
  return runs;
}

interface Work {
  snapshot: () => Promise<RosterSnapshot>;
  /** Asked for when so many would go by changes alone that all there are should be counted. */
  everything: () => Promise<RosterSnapshot>;
  confirm: boolean;
  ask: boolean;
}

/** What a run asks its source for. */
function tellings(
  engine: Engine,
  source: RosterSource,
  { scope, kind }: { scope: string; kind: RunKind },
): Pick<Work, 'snapshot' | 'everything'> {
  const everything = async () => stage(await source.snapshot(scope));
  const changes = () => fetchChanges(engine, source, scope);
  return { snapshot: kind === 'changes' ? changes : everything, everything };
}

async function perform(engine: Engine, lease: Lease, work: Work): Promise<Run> {
  try {
    await engine.leases.during(lease, async () => {
      const settled = async (snapshot: RosterSnapshot): Promise<boolean> =>
        inTransaction(engine.db, (trx) => settle(engine, trx, { ...work, lease, snapshot }));
      if (!(await settled(await work.snapshot()))) await settled(await work.everything());
    });
  } catch (error) {
    await fail(engine, lease.runId, error);
  }
  return repository.findRun(engine.db, lease.runId).then(orNotFound);
}

/**
 * Compares, writes and notes the end of the run: all in one transaction, or nothing. False where it did
 * nothing, because changes alone do not show whether so many removals are right.
 */
async function settle(
  engine: Engine,
  trx: Database,
  at: { lease: Lease; snapshot: RosterSnapshot; confirm: boolean; ask: boolean },
): Promise<boolean> {
  await engine.leases.fence(trx, at.lease);
  const limit = engine.removalLimit ?? defaultRemovalLimit;
  const plan = await planRoster(trx, at.snapshot, { owners: engine, limit });
  const kind: RunKind = isOfChanges(at.snapshot) ? 'changes' : 'full';
  if (kind === 'changes' && plan.isLarge) return false;
  const now = engine.clock.now();
  const { counts, report } = plan;
  const run = await repository.findRun(trx, at.lease.runId).then(orNotFound);
  const isToBeAsked = plan.isLarge || (at.ask && changesAnything(counts));
  if (isToBeAsked && !at.confirm) {
    const ending = {
      state: 'needs-confirmation' as const,
      kind,
      counts,
      report,
      snapshot: at.snapshot,
      now,
    };
    await repository.endRun(trx, run.id, ending);
  } else {
    await plan.apply();
    const state = changesAnything(counts) ? 'applied' : 'unchanged';
    await repository.endRun(trx, run.id, { state, kind, counts, report, now });
    await saveCursor(trx, run, at.snapshot);
  }
  if (isOfChanges(at.snapshot)) await afterChanges(trx, run, at.snapshot);
  else await repository.supersede(trx, run, now);
  return true;
}

async function fail(engine: Engine, runId: string, error: unknown): Promise<void> {
  const failure = isFailure(error)
    ? { code: error.code, reason: error.message }
    : { code: 'internal' as const, reason: 'The run broke off; the log says why.' };
  if (isFailure(error)) engine.log.warn({ runId, ...failure }, 'roster run failed');
  else engine.log.error({ runId, err: error }, 'roster run broke off');
  await repository.endRun(engine.db, runId, { state: 'failed', failure, now: engine.clock.now() });
}

async function confirm(engine: Engine, runId: string): Promise<Run> {
  const run = await repository.findRun(engine.db, runId).then(orNotFound);
  const snapshot = await repository.heldSnapshot(engine.db, runId).then(orNotFound);
  const lease = await engine.leases.resume(run);
  const held = () => Promise.resolve(snapshot);
  return perform(engine, lease, { snapshot: held, everything: held, confirm: true, ask: false });
}

async function reject(engine: Engine, runId: string): Promise<Run> {
  const run = await repository.findRun(engine.db, runId).then(orNotFound);
  if (run.state !== 'needs-confirmation') throw new Failure('roster/run-not-found');
  await repository.endRun(engine.db, runId, { state: 'rejected', now: engine.clock.now() });
  return repository.findRun(engine.db, runId).then(orNotFound);
}

function orNotFound<T>(found: T | null): T {
  if (found === null) throw new Failure('roster/run-not-found');
  return found;
}
