import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { Failure } from '../../kernel/failure.ts';
import { keyed } from './code.ts';
import { moveMeter, readMeter, sweepMeters } from './meter-repository.ts';
import { advance, takeBack, type Level, type Pace } from './pace.ts';

/** One thing that is counted: `of` is an address, an account as it was named, or both. */
export interface Meter {
  name: string;
  of: string;
  pace: Pace;
}

export interface ThrottleParts {
  db: Database;
  clock: Clock;
  key: Buffer;
}

export type Throttle = ReturnType<typeof createThrottle>;

const keptMs = 24 * 3_600_000;

/**
 * Slows what is tried too often, in the database, so that it holds over all bridges. A try is counted before it
 * is looked at: a thousand at the same moment are not a thousand free ones.
 */
export function createThrottle({ db, clock, key }: ThrottleParts) {
  const idOf = ({ name, of }: Meter) => keyed(key, `meter ${name} ${of}`);
  const move = async (meter: Meter, next: (level: Level, now: number) => Level) => {
    const id = idOf(meter);
    for (let round = 0; round < 50; round += 1) {
      const now = clock.now();
      const before = await readMeter(db, id, now);
      const after = next(before, now);
      if (await moveMeter(db, id, { before, after })) return after;
    }
    throw new Failure('request/too-many', { retryAfter: 1 });
  };
  const refuseEarly = ({ freeAt }: Level, now: number) => {
    if (freeAt <= now) return;
    throw new Failure('request/too-many', { retryAfter: Math.ceil((freeAt - now) / 1000) });
  };
  return {
    /**
     * Counts one time on each meter, or none when one of them has to wait. Answers from when on another time is
     * free. @throws Failure request/too-many with when to come again
     */
    take: async (meters: readonly Meter[]): Promise<number> => {
      for (const meter of meters) {
        refuseEarly(await readMeter(db, idOf(meter), clock.now()), clock.now());
      }
      let freeAt = 0;
      for (const meter of meters) {
        const after = await move(meter, (level, now) => {
          refuseEarly(level, now);
          return advance(level, meter.pace, now);
        });
        freeAt = Math.max(freeAt, after.freeAt);
      }
      return freeAt;
    },
    /** It was right: the time that was taken does not count. */
    giveBack: async (meters: readonly Meter[]): Promise<void> => {
      for (const meter of meters) {
        await move(meter, (level, now) => takeBack(level, meter.pace, now));
      }
    },
    sweep: (): Promise<void> => sweepMeters(db, clock.now() - keptMs),
  };
}

/** What counts as one address: an IPv6 network of 64 bits is one household's or one machine's. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:/iu, '').toLowerCase();
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => '0');
  return [...groups, ...(tail === undefined ? [] : zeros), ...behind].slice(0, 4).join(':');
}
