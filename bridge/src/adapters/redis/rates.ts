import { createHmac, createSecretKey } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { RateStore } from '../../kernel/rate-limit.ts';

/**
 * Counts in Redis, so that a limit holds over all bridges. While Redis is away, or slow, each bridge counts for
 * itself in memory: nobody is refused because of that.
 * @param client node-redis, as the bridges' events go out by; not closed here
 * @param options.key keeps what is counted from whoever reads Redis
 * @param options.slowMs so long a request waits for Redis; milliseconds
 */
export function sharedRates(
  client: object,
  { key, slowMs = 500 }: { key: Buffer; slowMs?: number | undefined },
): RateStore {
  // Made once: with every request something is counted.
  const secret = createSecretKey(key);
  const sealed = (of: string) => createHmac('sha256', secret).update(of).digest('base64url');
  return ({ name, points, seconds }) => {
    const limiter = new RLWrapperTimeouts({
      timeoutMs: slowMs,
      limiter: new RateLimiterRedis({
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        keyPrefix: `campus-meet:${name}`,
        points,
        duration: seconds,
      }),
      insuranceLimiter: new RateLimiterMemory({ points, duration: seconds }),
    });
    return {
      consume: (of, taken) => limiter.consume(sealed(of), taken),
      penalty: (of) => limiter.penalty(sealed(of)),
      get: (of) => limiter.get(sealed(of)),
    };
  };
}
