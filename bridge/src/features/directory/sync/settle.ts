import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { afterChanges } from './changes.ts';
import { saveCursor } from './cursor-repository.ts';
import { goesBeyond } from './directory/change.ts';
import { keepChanges, saidOf } from './directory/changes-repository.ts';
import type { Leases } from './lease.ts';
import { planRoster, type Plan } from './plan.ts';
import type { Owners } from './owners.ts';
import type { AuditTrail } from './ports.ts';
import type { ProgressBoard } from './progress.ts';
import * as repository from './repository.ts';
import type { Lease } from './repository.ts';
import { changesAnything, defaultRemovalLimit, type RemovalLimit, type Run } from './run.ts';
import { isOfChanges, type RosterSnapshot } from './snapshot.ts';

/** What runs are settled with. */
export interface SettlingDeps extends Owners {
  clock: Clock;
  leases: Leases;
  progress: ProgressBoard;
  removalLimit?: RemovalLimit;
  audit: AuditTrail;
}

/** A run that has what its source says, and what was told to it. */
export interface Settling {
  run: Run;
  lease: Lease;
  snapshot: RosterSnapshot;
  /** Goes through with a large removal. */
  confirm: boolean;
  /** Changes nothing by itself. */
  ask: boolean;
  /** Somebody looked at what it would change: nothing beyond that is done. */
  isShown: boolean;
}

/**
 * Compares, writes and notes the end of the run: all in one transaction, or nothing. False where it did
 * nothing, because changes alone do not show whether so many removals are right.
 */
export async function settle(trx: Database, deps: SettlingDeps, at: Settling): Promise<boolean> {
  const { run } = at;
  const now = deps.clock.now();
  await begin(trx, deps, { ...at, now });
  const limit = deps.removalLimit ?? defaultRemovalLimit;
  const plan = await planRoster(trx, at.snapshot, { owners: deps, limit, units: run.units });
  if (isOfChanges(at.snapshot) && plan.isLarge) return false;
  const isMore = at.isShown && goesBeyond(plan.changes, await saidOf(trx, run.id));
  const isToBeAsked = !at.confirm && (plan.isLarge || (at.ask && changesAnything(plan.counts)));
  const isHeld = isMore || isToBeAsked;
  const state = isHeld ? await hold(trx, run, plan) : await write(trx, deps, { run, plan });
  await repository.endRun(trx, run.id, {
    state,
    kind: isOfChanges(at.snapshot) ? 'changes' : 'full',
    counts: plan.counts,
    now,
    report: { ...plan.report, isLarge: plan.isLarge, isAskedAgain: isMore },
    ...(isHeld ? { snapshot: at.snapshot } : {}),
  });
  await follow(trx, { run, snapshot: at.snapshot, isHeld, now });
  return true;
}

/** From here on nobody else writes: runs over parts of one directory have the rest of it in common. */
async function begin(
  trx: Database,
  { leases, progress }: SettlingDeps,
  { run, lease, snapshot, now }: Settling & { now: number },
): Promise<void> {
  if (snapshot.kind === 'departments') await repository.takeTurn(trx, run.source, now);
  await leases.fence(trx, lease);
  progress.set(run.id, { phase: 'comparing', done: 0, total: null });
}

/** What an ended run means for the next one, and for older ones that wait. */
async function follow(
  trx: Database,
  at: { run: Run; snapshot: RosterSnapshot; isHeld: boolean; now: number },
): Promise<void> {
  const { run, snapshot, isHeld, now } = at;
  // Of a part of the directory nobody can go on from where it was.
  if (!isHeld && run.units === null) await saveCursor(trx, run, snapshot);
  if (isOfChanges(snapshot)) await afterChanges(trx, run, snapshot);
  else await repository.supersede(trx, run, { isSettled: !isHeld, now });
}

async function hold(trx: Database, run: Run, plan: Plan): Promise<'needs-confirmation'> {
  await keepChanges(trx, run.id, plan.changes);
  return 'needs-confirmation';
}

async function write(
  trx: Database,
  deps: SettlingDeps,
  { run, plan }: { run: Run; plan: Plan },
): Promise<'applied' | 'unchanged'> {
  const { progress } = deps;
  const isAnything = changesAnything(plan.counts);
  const lines = Object.values(plan.counts).map(({ added, changed }) => added + changed);
  const total = lines.reduce((sum, count) => sum + count, 0) + plan.changes.length;
  progress.set(run.id, { phase: 'writing', done: 0, total });
  await plan.apply((more) => progress.add(run.id, more));
  // A schedule that finds nothing to do would list the same odd entries again and again.
  if (isAnything || run.begunBy !== null) await keepChanges(trx, run.id, plan.changes);
  progress.add(run.id, plan.changes.length);
  const by = run.decidedBy ?? run.begunBy;
  // Rosters of courses come by themselves, with each launch.
  if (isAnything && (by !== null || plan.changes.length > 0)) {
    const counted = { ...run, counts: plan.counts };
    await noteRun(trx, deps.audit, { run: counted, action: 'roster.apply', by });
  }
  return isAnything ? 'applied' : 'unchanged';
}

/** Notes in the audit log what was done with a run: of a part of the directory, where its admins read it. */
export function noteRun(
  trx: Database,
  audit: AuditTrail,
  { run, action, by }: { run: Run; action: string; by: string | null },
): Promise<void> {
  return audit.recordAll(
    trx,
    (run.units ?? [null]).map((scopeDepartmentId) => ({
      actorId: by,
      action,
      scopeDepartmentId,
      before: null,
      after: run.counts,
      subject: { kind: 'roster-run', id: run.id, name: run.source },
    })),
  );
}
