import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Failure } from '../../kernel/failure.ts';

/** Wrong knocks within five minutes after which guessing is slowed. */
export const guesses = {
  /** By one address (or person) at one number. */
  pair: 10,
  /** The same, once the address, the number or the whole bridge sees too many. */
  pairUnderAttack: 3,
  /** By one address, at whatever numbers. */
  address: 30,
  /** The same, once the whole bridge sees too many. */
  addressUnderAttack: 5,
  /** At one number, from whatever addresses. */
  number: 100,
  overall: 2_000,
  windowMs: 300_000,
} as const;

/** For so long an address is known at a number that somebody has come in by from there. */
const knownMs = 3_600_000;

/** A knock: `from` is the address of one without an account, or the id of a person. */
export interface Knock {
  from: string;
  number: string;
}

export type Throttle = ReturnType<typeof createThrottle>;

/**
 * Slows guessing at the door "number" without locking out a class behind one address. Only wrong knocks
 * count, and within five minutes:
 *
 * 1. A knock is refused unseen only when its own pair (address, number) has used up its wrong knocks: ten,
 *    or three while the address, the number or the bridge sees too many. So guessing at other numbers from
 *    the same address stops nobody who knows the own meeting's number and password.
 * 2. An address with too many wrong knocks is told to wait instead of that it was wrong; and a number
 *    without a password, which is all that there is to guess, opens only if somebody came in by it from
 *    there before.
 * 3. People with an account are counted by themselves, never by their address.
 *
 * Counted per bridge, in memory: with several bridges a guesser has the limits of each.
 */
export function createThrottle() {
  const counted = () =>
    new RateLimiterMemory({ points: 1_000_000, duration: guesses.windowMs / 1000 });
  const [pairs, addresses, numbers, overall] = [counted(), counted(), counted(), counted()];
  const known = new RateLimiterMemory({ points: 1, duration: knownMs / 1000 });
  const turns = createTurns();

  const measure = async (knock: Knock) => {
    const all = await count(overall, 'all');
    const atAddress = await count(addresses, knock.from);
    const isUnderAttack = all.points >= guesses.overall;
    const isSpent =
      atAddress.points >= (isUnderAttack ? guesses.addressUnderAttack : guesses.address);
    const atNumber = await count(numbers, knock.number);
    const isHard = isSpent || isUnderAttack || atNumber.points >= guesses.number;
    return { isSpent, waitMs: atAddress.waitMs, isHard };
  };
  /** How many more wrong knocks this pair has. @throws Failure request/too-many when none */
  const left = async (knock: Knock): Promise<number> => {
    const { isHard } = await measure(knock);
    const atPair = await count(pairs, pairKey(knock));
    const free = (isHard ? guesses.pairUnderAttack : guesses.pair) - atPair.points;
    if (free <= 0) wait(atPair.waitMs);
    return free;
  };
  const wrong = async (knock: Knock): Promise<void> => {
    const { isSpent, waitMs } = await measure(knock);
    await pairs.penalty(pairKey(knock));
    await addresses.penalty(knock.from);
    await numbers.penalty(knock.number);
    await overall.penalty('all');
    if (isSpent) wait(waitMs);
  };
  const right = async (knock: Knock, isOpenToAll: boolean): Promise<void> => {
    const { isSpent, waitMs } = await measure(knock);
    const isKnown = (await known.get(pairKey(knock))) !== null;
    if (isOpenToAll && isSpent && !isKnown) wait(waitMs);
    await known.penalty(pairKey(knock));
  };

  return {
    /**
     * Looks at a knock, unless it is refused unseen. `look` answers what it `was`: `open` is right at a number
     * that asks for no password. @throws Failure request/too-many with when to come again
     */
    attempt: async <T extends Seen>(knock: Knock, look: () => Promise<T>): Promise<T> =>
      turns(
        pairKey(knock),
        () => left(knock),
        async () => {
          const seen = await look();
          await (seen.was === 'wrong' ? wrong(knock) : right(knock, seen.was === 'open'));
          return seen;
        },
      ),
  };
}

interface Seen {
  was: 'right' | 'open' | 'wrong';
}

const pairKey = ({ from, number }: Knock): string => `${from} ${number}`;

/**
 * Of one key no more are looked at in the same moment than could all be wrong; the others wait their turn. So
 * a thousand guesses at once are not a thousand guesses, and a whole class at once comes in.
 */
function createTurns() {
  const lines = new Map<string, { here: number; active: number; waiting: (() => void)[] }>();
  return async <T>(
    key: string,
    left: () => Promise<number>,
    work: () => Promise<T>,
  ): Promise<T> => {
    const line = lines.get(key) ?? { here: 0, active: 0, waiting: [] };
    lines.set(key, line);
    line.here += 1;
    try {
      for (let free = await left(); line.active >= free; free = await left()) {
        await new Promise<void>((resolve) => line.waiting.push(resolve));
      }
      line.active += 1;
      return await work().finally(() => {
        line.active -= 1;
      });
    } finally {
      line.here -= 1;
      line.waiting.shift()?.();
      if (line.here === 0) lines.delete(key);
    }
  };
}

async function count(
  limiter: RateLimiterMemory,
  key: string,
): Promise<{ points: number; waitMs: number }> {
  const found = await limiter.get(key);
  return {
    points: found?.consumedPoints ?? 0,
    waitMs: found?.msBeforeNext ?? guesses.windowMs,
  };
}

function wait(ms: number): never {
  throw new Failure('request/too-many', { retryAfter: Math.max(1, Math.ceil(ms / 1000)) });
}
