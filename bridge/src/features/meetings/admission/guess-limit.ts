import { networkOf, wideFactor } from '../../../kernel/networks.ts';
import {
  createRateCounter,
  tooMany,
  type RateCounter,
  type RateStore,
} from '../../../kernel/rate-limit.ts';
import { createSlots } from './slots.ts';
import { createTurns } from './turns.ts';

/** Wrong attempts within five minutes after which guessing is slowed. */
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
  /** At one number, from whatever addresses: from then on one guess at a time is looked at. */
  ceiling: 500,
  overall: 2_000,
  windowMs: 300_000,
  /** How long a pair that has used up its guesses waits after each further wrong one. */
  pairPauseMs: 10_000,
  /** The same, where somebody has come in by that number from that address. */
  knownPauseMs: 2_000,
  /** How long a number at its ceiling waits after each further wrong attempt. */
  ceilingPauseMs: 1_000,
} as const;

/** For so long an address is known at a number that somebody has come in by from there. */
const knownMs = 3_600_000;

/** An attempt to join: `from` is the address of one without an account, or the id of a person. */
export interface JoinAttempt {
  from: string;
  number: string;
  /** A person with an account is counted alone. */
  isPerson?: boolean;
}

interface Seen {
  was: 'right' | 'open' | 'wrong';
}

/** One sum of wrong attempts that may use itself up. */
interface Level {
  key: string;
  /** How many more wrong ones; none where nothing is left, and then one after each pause. */
  left: number;
  pauseMs: number;
}

export type GuessLimit = ReturnType<typeof createGuessLimit>;

/**
 * Slows guessing by the method "number" without locking out a class behind one address. Only wrong attempts
 * count, and within five minutes:
 *
 * 1. An attempt is refused unseen only for some seconds after the last wrong one of its own pair (address, number),
 *    once that has used up its wrong attempts: ten, or three while the address, the number or the bridge sees too
 *    many. So guessing at other numbers from the same address stops nobody who knows the own meeting's number and
 *    password, and a class whose address was used up comes in as soon as the guesser draws breath.
 * 2. An address with too many wrong attempts is told to wait instead of that it was wrong; and a number
 *    without a password, which is all that there is to guess, opens only if somebody came in by it from
 *    there before.
 * 3. A number that was guessed at too often from everywhere looks at one wrong attempt a second, from wherever;
 *    addresses that somebody has come in from before, and people, go on as before.
 * 4. People with an account are counted by themselves, never by their address.
 *
 * One address is an IPv4 address or an IPv6 network of 64 bits; one of 48 bits has four times as much in sum.
 * Counted where the store counts: several bridges together over Redis, else each in its memory. What is looked at in
 * one moment, and the pauses, are each bridge's own.
 */
export function createGuessLimit(store?: RateStore, now: () => number = Date.now) {
  const counted = (name: string, seconds = guesses.windowMs / 1000) =>
    createRateCounter({ name: `guess-${name}`, seconds }, store);
  const pairs = counted('pair');
  const addresses = counted('address');
  const numbers = counted('number');
  const overall = counted('overall');
  const known = counted('known', knownMs / 1000);
  const turns = createTurns();
  const slots = createSlots(now);

  const measure = async (place: Place) => {
    const all = await overall.of('all');
    const atAddress = await addresses.of(place.own);
    const isUnderAttack = all.points >= guesses.overall;
    const free = isUnderAttack ? guesses.addressUnderAttack : guesses.address;
    const isSpent = Math.max(atAddress.points, await sum(addresses, place.wide)) >= free;
    const atNumber = await numbers.of(place.number);
    const isHard = isSpent || isUnderAttack || atNumber.points >= guesses.number;
    const isKnown = (await known.of(place.pair)).points > 0;
    return { isSpent, isHard, isKnown, atNumber: atNumber.points, waitMs: atAddress.waitMs };
  };
  const levels = async (place: Place): Promise<Level[]> => {
    const { isHard, isKnown, atNumber } = await measure(place);
    const free = isHard ? guesses.pairUnderAttack : guesses.pair;
    const pauseMs = isKnown ? guesses.knownPauseMs : guesses.pairPauseMs;
    const atPair = await pairs.of(place.pair);
    const all: Level[] = [{ key: place.pair, left: free - atPair.points, pauseMs }];
    if (isKnown || place.isPerson) return all;
    if (place.widePair !== null) {
      const left = Math.ceil(wideFactor * (free - (await sum(pairs, place.widePair))));
      all.push({ key: place.widePair, left, pauseMs });
    }
    const left = guesses.ceiling - atNumber;
    return [...all, { key: place.number, left, pauseMs: guesses.ceilingPauseMs }];
  };
  /** How many more wrong attempts may be looked at there at once. @throws Failure request/too-many when none */
  const left = async (place: Place, at: number): Promise<number> => {
    const level = (await levels(place))[at];
    if (!level) return Infinity;
    if (level.left > 0) return level.left;
    const waitMs = slots.waitMs(level.key);
    if (waitMs > 0) wait(waitMs);
    return 1;
  };
  const wrong = async (place: Place): Promise<void> => {
    const { isSpent, waitMs } = await measure(place);
    await Promise.all([place.pair, place.widePair].map((key) => add(pairs, key)));
    await Promise.all([place.own, place.wide].map((key) => add(addresses, key)));
    await Promise.all([add(numbers, place.number), add(overall, 'all')]);
    for (const { key, left: rest, pauseMs } of await levels(place)) {
      if (rest <= 0) slots.close(key, pauseMs);
    }
    if (isSpent) wait(waitMs);
  };
  const right = async (place: Place, isOpenToAll: boolean): Promise<void> => {
    const { isSpent, isKnown, waitMs } = await measure(place);
    if (isOpenToAll && isSpent && !isKnown) wait(waitMs);
    await known.add(place.pair);
  };
  const settle = async <T extends Seen>(place: Place, look: () => Promise<T>): Promise<T> => {
    const seen = await look();
    await (seen.was === 'wrong' ? wrong(place) : right(place, seen.was === 'open'));
    return seen;
  };

  return {
    /**
     * Looks at an attempt, unless it is refused unseen. `look` answers what it `was`: `open` is right at a number
     * that asks for no password. @throws Failure request/too-many with when to come again
     */
    attempt: async <T extends Seen>(
      joinAttempt: JoinAttempt,
      look: () => Promise<T>,
    ): Promise<T> => {
      const place = placeOf(joinAttempt);
      // A turn at each sum in order, so that many at the same moment are not more than each has left.
      const keys = (await levels(place)).map(({ key }) => key);
      const through = keys.reduceRight(
        (next, key, at) => () => turns(key, () => left(place, at), next),
        () => settle(place, look),
      );
      return through();
    },
  };
}

/** By what an attempt is counted. */
interface Place {
  /** The address and the number; of a network of 48 bits in sum, too. */
  pair: string;
  widePair: string | null;
  own: string;
  wide: string | null;
  number: string;
  isPerson: boolean;
}

function placeOf({ from, number, isPerson = false }: JoinAttempt): Place {
  const { own, wide } = networkOf(from);
  const widePair = wide === null ? null : `${wide} ${number}`;
  return { pair: `${own} ${number}`, widePair, own, wide, number, isPerson };
}

async function add(counter: RateCounter, key: string | null): Promise<void> {
  if (key !== null) await counter.add(key);
}

/** What a network of 48 bits did in sum, measured as one of 64 bits. */
const sum = async (counter: RateCounter, wide: string | null): Promise<number> =>
  wide === null ? 0 : (await counter.of(wide)).points / wideFactor;

function wait(ms: number): never {
  throw tooMany(ms);
}
