import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { createHmac } from 'node:crypto';
import { networkOf, wideFactor } from './networks.ts';
import { createQueues, type QueueRules } from './queues.ts';
import { tooMany } from './rate-limit.ts';
import {
  countBack,
  countFree,
  countSlow,
  isRemembered,
  readCounter,
  remember,
  sweepCounters,
} from './stored-counters.ts';
import { advance, type Backoff, type Level } from './backoff.ts';

/** One thing that is counted: `of` is an address, an account as it was named, or both. */
export interface Counted {
  name: string;
  of: string;
  backoff: Backoff;
}

/** By its address, and by the large network that it belongs to, which may do several times as much in sum. */
export function countedByAddress(name: string, address: string, backoff: Backoff): Counted[] {
  const { own, wide } = networkOf(address);
  const counted = [{ name, of: own, backoff }];
  if (wide === null) return counted;
  const wideBackoff = {
    ...backoff,
    free: backoff.free * wideFactor,
    forgetMs: backoff.forgetMs / wideFactor,
  };
  return [...counted, { name: `${name}-wide`, of: wide, backoff: wideBackoff }];
}

/** What a try counts on. */
export interface Tried {
  /** Its own: the device, the account. These are refused when they have to wait. */
  own: readonly Counted[];
  /** What it shares with others, such as an address: these only wait their turn for a moment. */
  shared: readonly Counted[];
}

export interface StoredRateLimitDeps {
  db: Database;
  clock: Clock;
  key: Buffer;
  queues?: Partial<QueueRules>;
}

export type StoredRateLimit = ReturnType<typeof createStoredRateLimit>;

/**
 * Slows what is tried too often, in the database, so that it holds over all bridges. A try is counted before it
 * is looked at: a thousand at the same moment are not a thousand free ones. What was right is given back, so that
 * only failures count.
 */
export function createStoredRateLimit({ db, clock, key, queues: rules }: StoredRateLimitDeps) {
  const queues = createQueues({ ...rules, now: () => clock.now() });
  const idOf = ({ name, of }: Omit<Counted, 'backoff'>) =>
    createHmac('sha256', key).update(`meter ${name} ${of}`).digest('hex');
  const take = async (one: Counted): Promise<number> => {
    const id = idOf(one);
    const now = clock.now();
    const { backoff } = one;
    for (let round = 0; round < 20; round += 1) {
      const before = await readCounter(db, id, now);
      refuseEarly(before, now);
      if (await countFree(db, id, { backoff, now })) return now;
      if (advance(before, backoff, now).freeAt <= now) continue;
      if (await countSlow(db, id, { before, backoff, now }))
        return advance(before, backoff, now).freeAt;
    }
    throw tooMany(0);
  };
  const takeAll = async (counted: readonly Counted[]): Promise<number> => {
    const now = clock.now();
    for (const one of counted) refuseEarly(await readCounter(db, idOf(one), now), now);
    let freeAt = now;
    for (const one of counted) freeAt = Math.max(freeAt, await take(one));
    return freeAt;
  };
  const giveBack = async (counted: readonly Counted[]): Promise<void> => {
    for (const one of counted) {
      await countBack(db, idOf(one), { backoff: one.backoff, now: clock.now() });
    }
  };
  /** Counts on what is shared and looks; where too many were wrong, one after the other. */
  const share = async <T>([one, ...more]: readonly Counted[], look: Look<T>): Promise<T | null> => {
    if (!one) return look();
    const id = idOf(one);
    const { backoff } = one;
    await readCounter(db, id, clock.now());
    const settled = () => unlessWrong(share(more, look), () => giveBack([one]));
    if (await countFree(db, id, { backoff, now: clock.now() })) return settled();
    return queues(id, async (waited) => {
      for (;;) {
        const now = clock.now();
        const before = await readCounter(db, id, now);
        if (await countFree(db, id, { backoff, now })) return settled();
        const isOpen = before.freeAt <= now;
        if (isOpen && (await countSlow(db, id, { before, backoff, now }))) return settled();
        await waited(before.freeAt - now);
      }
    });
  };
  return {
    /**
     * Counts one time on each, or none when one of them has to wait. Answers from when on another time is
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
    remember: (what: Omit<Counted, 'backoff'>, forMs: number): Promise<void> =>
      remember(db, idOf(what), clock.now() + forMs),
    isRemembered: (what: Omit<Counted, 'backoff'>): Promise<boolean> =>
      isRemembered(db, idOf(what), clock.now()),
    sweep: (): Promise<void> => sweepCounters(db, clock.now()),
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
  throw tooMany(freeAt - now);
}
