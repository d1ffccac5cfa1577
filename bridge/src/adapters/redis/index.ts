import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import type { Log } from '../../kernel/log.ts';
import type { RateStore } from '../../kernel/rate-limit.ts';
import { sharedRates } from './rates.ts';

/** What joins several bridges, and how it is ended. */
export interface JoinedByRedis {
  /** For socket.io's option `adapter`. */
  adapter: ReturnType<typeof createAdapter>;
  /** Counts that all of them share. */
  rates: RateStore;
  close: () => void;
}

interface JoinDeps {
  log: Log;
  /** Of the deployment: what is counted is kept under its HMAC, because it may be an address or a person's id. */
  key: Buffer;
  /** After how long a count is made without Redis, milliseconds: half a second unless told. */
  slowMs?: number;
}

/**
 * Joins bridges over Redis: events by publish and subscribe, counts of rate limits for minutes, nothing else. While Redis is away each bridge
 * goes on alone, and the connection is tried again for ever. What could not be said in that time is not said
 * later: a call of some minutes ago must not ring.
 * @param url redis:// or rediss://
 */
export function joinByRedis(url: string, { log, key, slowMs }: JoinDeps): JoinedByRedis {
  const socket = { reconnectStrategy: waitMs };
  const publisher = createClient({ url, socket, disableOfflineQueue: true });
  // Subscriptions made before it is connected wait in its queue.
  const subscriber = createClient({ url, socket });
  let isAway = false;
  for (const client of [publisher, subscriber]) {
    client.on('error', (err: unknown) => {
      // Said once, not at every attempt.
      if (!isAway) log.error({ err }, awayWords);
      isAway = true;
    });
    client.on('ready', () => {
      if (isAway) log.info('Redis is back');
      isAway = false;
    });
    client.connect().catch((err: unknown) => log.error({ err }, 'Redis was given up'));
  }
  return {
    adapter: createAdapter(forgiving(publisher), forgiving(subscriber)),
    rates: sharedRates(publisher, { key, slowMs }),
    close: () => {
      publisher.destroy();
      subscriber.destroy();
    },
  };
}

const awayWords =
  'Redis is away: news reach only browsers at the same bridge, and each bridge counts requests and guesses for itself';

const waitMs = (attempts: number): number => Math.min(attempts * 200, 3_000);

/**
 * The client as it is, but a command that fails and that nobody waits for ends nothing: socket.io's adapter
 * does not look at what becomes of its commands, and Node ends a process for an unhandled rejection.
 */
function forgiving<T extends object>(client: T): T {
  return new Proxy(client, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, given);
        if (answer instanceof Promise) answer.catch(() => undefined);
        return answer;
      };
    },
  });
}
