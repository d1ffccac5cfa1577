import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import type { Log } from '../../kernel/log.ts';

/** What joins the sockets of several bridges, and how it is ended. */
export interface JoinedByRedis {
  /** For socket.io's option `adapter`. */
  adapter: ReturnType<typeof createAdapter>;
  close: () => void;
}

/**
 * Joins bridges over Redis (publish and subscribe; nothing is stored there). While Redis is away each bridge
 * goes on alone, and the connection is tried again for ever.
 * @param url redis:// or rediss://
 */
export function joinByRedis(url: string, log: Log): JoinedByRedis {
  const publisher = createClient({ url, socket: { reconnectStrategy: waitMs } });
  const subscriber = publisher.duplicate();
  let isAway = false;
  for (const client of [publisher, subscriber]) {
    client.on('error', (err: unknown) => {
      // Said once, not at every attempt.
      if (!isAway) log.error({ err }, 'Redis is away: news reach only browsers at the same bridge');
      isAway = true;
    });
    client.on('ready', () => {
      if (isAway) log.info('Redis is back');
      isAway = false;
    });
    // Commands given before it is connected wait in its queue.
    client.connect().catch((err: unknown) => log.error({ err }, 'Redis was given up'));
  }
  return {
    adapter: createAdapter(publisher, subscriber),
    close: () => {
      publisher.destroy();
      subscriber.destroy();
    },
  };
}

const waitMs = (attempts: number): number => Math.min(attempts * 200, 3_000);
