import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { keyed } from './code.ts';
import { createLines, type LineRules } from './lines.ts';
import {
  countBack,
  countFree,
  countSlow,
  isRemembered,
  readMeter,
  remember,
  sweepMeters,
} from './meter-repository.ts';
import { advance, type Level, type Pace } from './pace.ts';

/** One thing that is counted: `of` is an address, an account as it was named, or both. */
export interface Meter {
  name: string;
  of: string;
  pace: Pace;
}

/** What a try counts on. */
export interface Tried {
  /** Its own: the device, the account. These are refused when they have to wait. */
  own: readonly Meter[];
  /** What it shares with others, such as an address: these only wait their turn for a moment. */
  shared: readonly Meter[];
}

export interface ThrottleParts {
  db: Database;
  clock: Clock;
  key: Buffer;
  lines?: Partial<LineRules>;
}

export type Throttle = ReturnType<typeof createThrottle>;

/**
 * Slows what is tried too often, in the database, so that it holds over all bridges. A try is counted before it
 * is looked at: a thousand at the same moment are not a thousand free ones. What was right is given back, so that
 * only failures count.
 */
export function createThrottle({ db, clock, key, lines: rules }: ThrottleParts) {
  const lines = createLines({ ...rules, now: () => clock.now() });
  const idOf = ({ name, of }: Omit<Meter, 'pace'>) => keyed(key, `meter ${name} ${of}`);
  const take = async (meter: Meter): Promise<number> => {
    const id = idOf(meter);
    const now = clock.now();
    const { pace } = meter;
    for (let round = 0; round < 20; round += 1) {
      const before = await readMeter(db, id, now);
      refuseEarly(before, now);
      if (await countFree(db, id, { pace, now })) return now;
      if (advance(before, pace, now).freeAt <= now) continue;
      if (await countSlow(db, id, { before, pace, now })) return advance(before, pace, now).freeAt;
    }
    throw new Failure('request/too-many', { retryAfter: 1 });
  };
  const takeAll = async (meters: readonly Meter[]): Promise<number> => {
    const now = clock.now();
    for (const meter of meters) refuseEarly(await readMeter(db, idOf(meter), now), now);
    let freeAt = now;
    for (const meter of meters) freeAt = Math.max(freeAt, await take(meter));
    return freeAt;
  };
  const giveBack = async (meters: readonly Meter[]): Promise<void> => {
    for (const meter of meters) {
      await countBack(db, idOf(meter), { pace: meter.pace, now: clock.now() });
    }
  };
  /** Counts on what is shared and looks; where too many were wrong, one after the other. */
  const share = async <T>([meter, ...more]: readonly Meter[], look: Look<T>): Promise<T | null> => {
    if (!meter) return look();
    const id = idOf(meter);
    const { pace } = meter;
    await readMeter(db, id, clock.now());
    const settled = () => unlessWrong(share(more, look), () => giveBack([meter]));
    if (await countFree(db, id, { pace, now: clock.now() })) return settled();
    return lines(id, async (waited) => {
      for (;;) {
        const now = clock.now();
        const before = await readMeter(db, id, now);
        if (await countFree(db, id, { pace, now })) return settled();
        const isOpen = before.freeAt <= now;
        if (isOpen && (await countSlow(db, id, { before, pace, now }))) return settled();
        await waited(before.freeAt - now);
      }
    });
  };
  return {
    /**
     * Counts one time on each meter, or none when one of them has to wait. Answers from when on another time is
     * free. @throws Failure request/too-many with when to come again
     */
    take: takeAll,
    /** It was right: the time that was taken does not count. */
    giveBack,
    share,
    /**
     * Looks whether a try is right; null means that it was wrong, and only then it counts.
     * @throws Failure request/too-many with when to come again, or what `look` throws
     */
    attempt: async <T>({ own, shared }: Tried, look: Look<T>): Promise<T | null> => {
      await takeAll(own);
      return unlessWrong(share(shared, look), () => giveBack(own));
    },
    /** Keeps in mind for a while that this happened. */
    remember: (what: Omit<Meter, 'pace'>, forMs: number): Promise<void> =>
      remember(db, idOf(what), clock.now() + forMs),
    isRemembered: (what: Omit<Meter, 'pace'>): Promise<boolean> =>
      isRemembered(db, idOf(what), clock.now()),
    sweep: (): Promise<void> => sweepMeters(db, clock.now()),
  };
}

type Look<T> = () => Promise<T | null>;

/** Only what was looked at and was wrong counts: not what was right, was refused unseen, or could not be asked. */
async function unlessWrong<T>(
  looking: Promise<T | null>,
  giveBack: () => Promise<void>,
): Promise<T | null> {
  const found = await looking.catch(async (error: unknown) => {
    await giveBack();
    throw error;
  });
  if (found !== null) await giveBack();
  return found;
}

function refuseEarly({ freeAt }: Level, now: number): void {
  if (freeAt <= now) return;
  throw new Failure('request/too-many', { retryAfter: Math.ceil((freeAt - now) / 1000) });
}
