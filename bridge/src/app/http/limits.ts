import { createNetworkRateLimit, type RateStore } from '../../kernel/rate-limit.ts';
import type { Limit } from '../../kernel/route.ts';

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
export type TakeFromRateLimit = (limit: Limit, key: string) => Promise<void>;

/**
 * @param scale multiplies every budget, for load tests
 * @param store where bridges count together; each for itself without
 */
export function createLimits(scale = 1, store?: RateStore): TakeFromRateLimit {
  const of = (limit: Limit) => {
    const rule = { name: `request-${limit}`, points: perMinute[limit] * scale, seconds: 60 };
    return createNetworkRateLimit(rule, store);
  };
  const limits = {
    read: of('read'),
    write: of('write'),
    enter: of('enter'),
    'sign-in': of('sign-in'),
    launch: of('launch'),
    server: of('server'),
  } satisfies Record<Limit, unknown>;
  return (limit, key) => limits[limit].take(key);
}
