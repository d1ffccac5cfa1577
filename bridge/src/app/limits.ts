import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Failure } from '../kernel/failure.ts';
import { networkOf, wideFactor } from '../kernel/networks.ts';
import type { Limit } from '../kernel/route.ts';

/**
 * How many requests a minute each budget allows, per session where there is one, else per address.
 * A campus shares few addresses, so the budgets without a session are wide; guessing secrets of 256
 * bits is hopeless at any of these rates.
 */
const perMinute: Record<Limit, number> = {
  read: 600,
  write: 120,
  enter: 60,
  'sign-in': 3_000,
  launch: 3_000,
  server: 60_000,
};

/**
 * Takes one request from a budget; `key` is a session's id or a client's address.
 * @throws Failure request/too-many with retryAfter in seconds.
 */
export type TakeFromBudget = (limit: Limit, key: string) => Promise<void>;

export function createLimits(scale = 1): TakeFromBudget {
  const counters = (factor: number) =>
    new Map(
      Object.entries(perMinute).map(([limit, points]) => [
        limit,
        new RateLimiterMemory({ points: points * scale * factor, duration: 60 }),
      ]),
    );
  const budgets = counters(1);
  const wideBudgets = counters(wideFactor);
  return async (limit, key) => {
    const { own, wide } = networkOf(key);
    try {
      await budgets.get(limit)?.consume(own);
      if (wide !== null) await wideBudgets.get(limit)?.consume(wide);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new Failure('request/too-many', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) });
    }
  };
}
