import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { FailureCode } from './codes.ts';
import { Failure } from './failure.ts';
import { networkOf, wideFactor } from './networks.ts';

/** So many points in so many seconds for each key, and what is answered to more. */
export interface RateLimitRule {
  /** Keeps its counts apart from those of other limits, where all are kept in one place. */
  name: string;
  points: number;
  seconds: number;
  /** `request/too-many` where nothing else is said. */
  code?: FailureCode;
}

/** Counts of one rule, by key, as rate-limiter-flexible counts. */
export interface Counts {
  /** Rejects with a RateLimiterRes where it was more than the rule's points. */
  consume: (key: string, points: number) => Promise<unknown>;
  penalty: (key: string) => Promise<unknown>;
  get: (key: string) => Promise<RateLimiterRes | null>;
}

/** Where limits count: each bridge for itself, or several together. */
export type RateStore = (rule: Omit<RateLimitRule, 'code'>) => Counts;

/** Each bridge counts for itself. */
export const inMemory: RateStore = ({ points, seconds }) =>
  new RateLimiterMemory({ points, duration: seconds });

export interface RateLimit {
  /** Takes points of a key. @throws Failure of the rule's code, with when it goes on */
  take: (key: string, points?: number) => Promise<void>;
}

/**
 * A limit that refuses. What is to be slowed rather than refused, and held to whatever happens, is counted in the
 * database: `createStoredRateLimit`.
 */
export function createRateLimit(rule: RateLimitRule, store: RateStore = inMemory): RateLimit {
  const counts = store(rule);
  return {
    take: async (key, points = 1) => {
      try {
        await counts.consume(key, points);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw tooMany(refused.msBeforeNext, rule.code);
      }
    },
  };
}

/**
 * The same by a client's address: a network that one owner has in whole has several times the points in sum. A key
 * that is no address, such as a session's id, is counted by itself.
 */
export function createNetworkRateLimit(
  rule: RateLimitRule,
  store: RateStore = inMemory,
): Pick<RateLimit, 'take'> {
  const { name, points } = rule;
  const own = createRateLimit(rule, store);
  const wide = createRateLimit(
    { ...rule, name: `${name}-wide`, points: points * wideFactor },
    store,
  );
  return {
    take: async (key) => {
      const network = networkOf(key);
      await own.take(network.own);
      if (network.wide !== null) await wide.take(network.wide);
    },
  };
}

/** How often something happened, where what follows from it is no plain limit. */
export interface RateCounter {
  add: (key: string) => Promise<void>;
  /** What was counted, and after how many milliseconds it is forgotten. */
  of: (key: string) => Promise<{ points: number; waitMs: number }>;
}

/** Counts by key, for so many seconds from the first on. */
export function createRateCounter(
  { name, seconds }: Pick<RateLimitRule, 'name' | 'seconds'>,
  store: RateStore = inMemory,
): RateCounter {
  const counts = store({ name, points: Number.MAX_SAFE_INTEGER, seconds });
  return {
    add: async (key) => {
      await counts.penalty(key);
    },
    of: async (key) => {
      const found = await counts.get(key);
      return {
        points: found?.consumedPoints ?? 0,
        waitMs: found?.msBeforeNext ?? seconds * 1000,
      };
    },
  };
}

/** What everybody is told who has to wait: Retry-After in whole seconds, at least one. */
export const tooMany = (waitMs: number, code: FailureCode = 'request/too-many'): Failure =>
  new Failure(code, { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) });
