import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { FailureCode } from './codes.ts';
import { Failure } from './failure.ts';
import { networkOf, wideFactor } from './networks.ts';

/** So many points in so many seconds for each key, and what is answered to more. */
export interface RateLimitRule {
  points: number;
  seconds: number;
  /** `request/too-many` where nothing else is said. */
  code?: FailureCode;
}

export interface RateLimit {
  /** Takes points of a key. @throws Failure of the rule's code, with when it goes on */
  take: (key: string, points?: number) => Promise<void>;
}

/**
 * A limit that each bridge counts for itself, in memory. What has to hold over all bridges, or to be slowed rather
 * than refused, is counted in the database: `createStoredRateLimit`.
 */
export function createRateLimit({ points: most, seconds, code }: RateLimitRule): RateLimit {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds });
  return {
    take: async (key, points = 1) => {
      try {
        await limiter.consume(key, points);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw tooMany(refused.msBeforeNext, code);
      }
    },
  };
}

/**
 * The same by a client's address: a network that one owner has in whole has several times the points in sum. A key
 * that is no address, such as a session's id, is counted by itself.
 */
export function createNetworkRateLimit(rule: RateLimitRule): Pick<RateLimit, 'take'> {
  const own = createRateLimit(rule);
  const wide = createRateLimit({ ...rule, points: rule.points * wideFactor });
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

/** Counts in memory, by key, for so many seconds from the first on. */
export function createRateCounter(seconds: number): RateCounter {
  const limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds });
  return {
    add: async (key) => {
      await limiter.penalty(key);
    },
    of: async (key) => {
      const found = await limiter.get(key);
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
