import { setImmediate } from 'node:timers/promises';
import { dayMs, type Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Log } from '../../../kernel/log.ts';
import type { DataKind } from '../../../kernel/personal-data.ts';
import type { Retention, RetentionName, RetentionTarget } from '../../../kernel/retention.ts';
import type { AuditTrail } from './ports.ts';
import * as repository from './retention-repository.ts';
import * as states from './retention-states-repository.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** One sort of data that goes after a while. */
export interface Sweeper {
  name: RetentionName;
  kind: DataKind;
  days: number;
  least: number;
  most: number;
  kept: (before: number) => Promise<repository.Kept>;
  /** Lets some of what is older go; answers how many rows, 0 when there is nothing left. */
  sweep: (before: number, limit: number) => Promise<number>;
}

/** How one sort stands. */
export interface RetentionView {
  name: RetentionName;
  kind: DataKind;
  days: number;
  usualDays: number;
  least: number;
  most: number;
  sweptAt: number | null;
  removed: number;
  counted: states.Counted | null;
}

const everyMs = 3_600_000;
/** So many rows at once: on SQLite everybody else waits for them, some milliseconds. */
const batch = 200;
/** So many batches a round: a first sweep of years is spread over hours. */
const batches = 100;

export interface RetentionDeps {
  db: Database;
  clock: Clock;
  log: Log;
  audit: AuditTrail;
  sweepers: readonly Sweeper[];
}

export type RetentionKeeper = ReturnType<typeof createRetention>;

/** How long things are kept: shown, set, and kept to. */
export function createRetention(deps: RetentionDeps) {
  const { db, sweepers } = deps;
  return {
    /** How long each sort is kept now, days. */
    periods: async (): Promise<Map<RetentionName, number>> => {
      const all = await states.retentionStates(db);
      return new Map(sweepers.map(({ name, days }) => [name, all.get(name)?.days ?? days]));
    },
    /** Within how many days a period of this sort may be set. */
    boundsOf: (name: RetentionName): { least: number; most: number } =>
      sweepers.find((sweeper) => sweeper.name === name) ?? { least: 1, most: 1 },
    /** How each sort stands, with what was counted last: counting a year takes seconds (decision 0032). */
    view: (): Promise<RetentionView[]> => viewOf(deps, sweepers),
    /** Counts one sort anew and answers how it stands. */
    count: async (name: RetentionName): Promise<RetentionView[]> => {
      const some = sweepers.filter((sweeper) => sweeper.name === name);
      for (const sweeper of some) await countOne(deps, sweeper);
      return viewOf(deps, some);
    },
    /** Sets a period. Whoever asks has seen to the bounds. @param days null: as is usual */
    set: (name: RetentionName, days: number | null, actorId: string): Promise<void> =>
      inTransaction(db, async (trx) => {
        const before = (await states.retentionStates(trx)).get(name)?.days ?? null;
        await states.saveDays(trx, name, days);
        await deps.audit.record(trx, {
          actorId,
          action: 'retention.set',
          scopeDepartmentId: null,
          subject: { kind: 'retention', id: name, name },
          before: { days: before },
          after: { days },
        });
      }),
    /** Sweeps what was not swept within the hour, one sort after the other; one that fails stops no other. */
    sweep: async (): Promise<void> => {
      for (const sweeper of sweepers) {
        try {
          await sweepOne(deps, sweeper);
        } catch (err) {
          deps.log.error({ err, retention: sweeper.name }, 'not swept');
        }
      }
    },
  };
}

async function viewOf(
  { db }: RetentionDeps,
  sweepers: readonly Sweeper[],
): Promise<RetentionView[]> {
  const all = await states.retentionStates(db);
  return sweepers.map(({ name, kind, days: usualDays, least, most }) => {
    const state = all.get(name);
    return {
      name,
      kind,
      days: state?.days ?? usualDays,
      usualDays,
      least,
      most,
      sweptAt: state?.sweptAt ?? null,
      removed: state?.removed ?? 0,
      counted: state?.counted ?? null,
    };
  });
}

async function sweepOne(deps: RetentionDeps, sweeper: Sweeper): Promise<void> {
  const { db, clock, log } = deps;
  const now = clock.now();
  if (!(await states.takeSweep(db, sweeper.name, { now, since: now - everyMs }))) return;
  const days = (await states.retentionStates(db)).get(sweeper.name)?.days ?? sweeper.days;
  let removed = 0;
  for (let round = 0; round < batches; round += 1) {
    const count = await sweeper.sweep(now - days * dayMs, batch);
    if (count === 0) break;
    removed += count;
    // Whoever waits for the database goes first.
    await setImmediate();
  }
  await states.noteRemoved(db, sweeper.name, removed);
  if (removed > 0) log.info({ retention: sweeper.name, removed }, 'old data is gone');
  await countOne(deps, sweeper);
}

async function countOne({ db, clock }: RetentionDeps, sweeper: Sweeper): Promise<void> {
  const at = clock.now();
  const days = (await states.retentionStates(db)).get(sweeper.name)?.days ?? null;
  const kept = await sweeper.kept(at - (days ?? sweeper.days) * dayMs);
  await states.saveCount(db, sweeper.name, { ...kept, days, at });
}

/** Makes the sweepers that features' rules describe. */
export const createSweepers = ({
  db,
  retentions,
}: {
  db: Database;
  retentions: readonly Retention[];
}): Sweeper[] => retentions.map((rule) => sweeperOf(db, rule));

function sweeperOf(db: Database, { targets, ...rule }: Retention): Sweeper {
  const progress = new Map<RetentionTarget, repository.Progress>();
  return {
    ...rule,
    kept: async (before) => {
      const all = [];
      for (const target of targets) all.push(await repository.keptOf(db, target, before));
      const oldest = all.flatMap((one) => one.oldest ?? []);
      return {
        rows: all.reduce((sum, { rows }) => sum + rows, 0),
        oldest: oldest.length > 0 ? Math.min(...oldest) : null,
        due: all.reduce((sum, { due }) => sum + due, 0),
      };
    },
    sweep: async (before, limit) => {
      // What refers to another goes before it: the next target waits until there is nothing left of the first.
      for (const target of targets) {
        const from = { before, limit, after: progress.get(target) ?? null };
        const { count, after } = await repository.sweepSome(db, target, from);
        progress.set(target, after);
        if (count > 0) return count;
      }
      return 0;
    },
  };
}
