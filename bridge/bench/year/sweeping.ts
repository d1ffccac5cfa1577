import { attendanceSweeper } from '../../src/features/meetings/attendance-retention.ts';
import { retentions } from '../../src/app/personal-data.ts';
import {
  createRetention,
  createSweepers,
  type Sweeper,
} from '../../src/features/admin/privacy/index.ts';
import type { Database } from '../../src/kernel/database.ts';
import { createLog } from '../../src/kernel/log.ts';
import { dayMs } from '../../src/kernel/clock.ts';

/** What letting old data go took. */
export interface Swept {
  /** How many hourly rounds went by until there was nothing left. */
  rounds: number;
  removed: number;
  /** The longest time of one batch, milliseconds: for so long others wait on SQLite. */
  longest: { ms: number; name: string };
  /** All batches together, milliseconds. */
  ms: number;
}

/** More rounds than this are no end. */
const most = 24 * 14;

/**
 * Sweeps as a bridge does, hour by hour, until nothing is left to go. Who was deactivated goes by erasure and is not
 * in this year.
 */
export async function sweepAll(
  db: Database,
  now: number,
  options: { least?: boolean } = {},
): Promise<Swept> {
  const swept: Swept = { rounds: 0, removed: 0, longest: { ms: 0, name: '' }, ms: 0 };
  const sweepers = sweepersOf(db)
    .map((sweeper) => (options.least ? { ...sweeper, days: sweeper.least } : sweeper))
    .map((sweeper) => measured(sweeper, swept));
  const retention = createRetention({
    db,
    clock: { now: () => now },
    log: createLog('silent'),
    audit: { record: () => Promise.resolve() },
    sweepers,
  });
  for (let before = -1; before !== swept.removed && swept.rounds < most; swept.rounds += 1) {
    before = swept.removed;
    // As after an hour, but nothing has grown old meanwhile.
    await db('retention').update({ swept_at: null });
    await retention.sweep();
  }
  return swept;
}

/** All but people who left: they go by erasure. */
const sweepersOf = (db: Database): Sweeper[] => [
  attendanceSweeper(db),
  ...createSweepers({ db, retentions }),
];

/** How long it takes to count what is kept, all sorts and the longest of them, milliseconds. */
export async function countAll(db: Database, now: number): Promise<Pick<Swept, 'ms' | 'longest'>> {
  const counted = { ms: 0, longest: { ms: 0, name: '' } };
  for (const { name, days, kept } of sweepersOf(db)) {
    const began = performance.now();
    await kept(now - days * dayMs);
    const ms = performance.now() - began;
    counted.ms += ms;
    if (ms > counted.longest.ms) counted.longest = { ms, name };
  }
  return counted;
}

const measured = (sweeper: Sweeper, swept: Swept): Sweeper => ({
  ...sweeper,
  sweep: async (before, limit) => {
    const began = performance.now();
    const count = await sweeper.sweep(before, limit);
    const ms = performance.now() - began;
    swept.removed += count;
    swept.ms += ms;
    if (ms > swept.longest.ms) swept.longest = { ms, name: sweeper.name };
    return count;
  },
});
