import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { Failure } from '../../kernel/failure.ts';
import { keyed } from './code.ts';
import { countBack, countFree, countSlow, readMeter, sweepMeters } from './meter-repository.ts';
import { advance, type Level, type Pace } from './pace.ts';

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

/**
 * Slows what is tried too often, in the database, so that it holds over all bridges. A try is counted before it
 * is looked at: a thousand at the same moment are not a thousand free ones.
 */
export function createThrottle({ db, clock, key }: ThrottleParts) {
  const idOf = ({ name, of }: Meter) => keyed(key, `meter ${name} ${of}`);
  const take = async (meter: Meter): Promise<number> => {
    const [id, now, { pace }] = [idOf(meter), clock.now(), meter];
    for (let round = 0; round < 20; round += 1) {
      const before = await readMeter(db, id, now);
      refuseEarly(before, now);
      if (await countFree(db, id, { pace, now })) return now;
      if (advance(before, pace, now).freeAt <= now) continue;
      if (await countSlow(db, id, { before, pace, now })) return advance(before, pace, now).freeAt;
    }
    throw new Failure('request/too-many', { retryAfter: 1 });
  };
  return {
    /**
     * Counts one time on each meter, or none when one of them has to wait. Answers from when on another time is
     * free. @throws Failure request/too-many with when to come again
     */
    take: async (meters: readonly Meter[]): Promise<number> => {
      const now = clock.now();
      for (const meter of meters) refuseEarly(await readMeter(db, idOf(meter), now), now);
      let freeAt = now;
      for (const meter of meters) freeAt = Math.max(freeAt, await take(meter));
      return freeAt;
    },
    /** It was right: the time that was taken does not count. */
    giveBack: async (meters: readonly Meter[]): Promise<void> => {
      for (const meter of meters) {
        await countBack(db, idOf(meter), { pace: meter.pace, now: clock.now() });
      }
    },
    sweep: (): Promise<void> => sweepMeters(db, clock.now()),
  };
}

function refuseEarly({ freeAt }: Level, now: number): void {
  if (freeAt <= now) return;
  throw new Failure('request/too-many', { retryAfter: Math.ceil((freeAt - now) / 1000) });
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
