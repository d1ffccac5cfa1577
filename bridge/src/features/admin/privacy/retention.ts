import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Log } from '../../../kernel/log.ts';
import type { DataKind } from '../../../kernel/personal-data.ts';
import type { Retention, RetentionName, RetentionTarget } from '../../../kernel/retention.ts';
import type { AuditTrail } from './ports.ts';
import * as repository from './retention-repository.ts';
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
export interface RetentionView extends repository.Kept {
  name: RetentionName;
  kind: DataKind;
  days: number;
  usualDays: number;
  least: number;
  most: number;
  sweptAt: number | null;
  removed: number;
}

const dayMs = 86_400_000;
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
  const { db, clock, sweepers } = deps;
  return {
    /** How long each sort is kept now, days. */
    periods: async (): Promise<Map<RetentionName, number>> => {
      const states = await repository.retentionStates(db);
      return new Map(sweepers.map(({ name, days }) => [name, states.get(name)?.days ?? days]));
    },
    /** Within how many days a period of this sort may be set. */
    boundsOf: (name: RetentionName): { least: number; most: number } =>
      sweepers.find((sweeper) => sweeper.name === name) ?? { least: 1, most: 1 },
    view: async (): Promise<RetentionView[]> => {
      const states = await repository.retentionStates(db);
      const views: RetentionView[] = [];
      for (const { name, kind, days: usualDays, least, most, kept } of sweepers) {
        const state = states.get(name);
        const days = state?.days ?? usualDays;
        views.push({
          name,
          kind,
          days,
          usualDays,
          least,
          most,
          sweptAt: state?.swept_at ?? null,
          removed: state?.removed ?? 0,
          ...(await kept(clock.now() - days * dayMs)),
        });
      }
      return views;
    },
    /** Sets a period. Whoever asks has seen to the bounds. @param days null: as is usual */
    set: (name: RetentionName, days: number | null, actorId: string): Promise<void> =>
      inTransaction(db, async (trx) => {
        const before = (await repository.retentionStates(trx)).get(name)?.days ?? null;
        await repository.saveDays(trx, name, days);
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

async function sweepOne({ db, clock, log }: RetentionDeps, sweeper: Sweeper): Promise<void> {
  const now = clock.now();
  if (!(await repository.takeSweep(db, sweeper.name, { now, since: now - everyMs }))) return;
  const days = (await repository.retentionStates(db)).get(sweeper.name)?.days ?? sweeper.days;
  let removed = 0;
  for (let round = 0; round < batches; round += 1) {
    const count = await sweeper.sweep(now - days * dayMs, batch);
    if (count === 0) break;
    removed += count;
    // Whoever waits for the database goes first.
    await setImmediate();
  }
  await repository.noteRemoved(db, sweeper.name, removed);
  if (removed > 0) log.info({ retention: sweeper.name, removed }, 'old data is gone');
}

/** The sweeper that a feature's rule describes. */
export function sweeperOf(db: Database, { targets, ...rule }: Retention): Sweeper {
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
