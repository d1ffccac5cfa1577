import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';

/** Milliseconds for connecting. */
const connectTimeout = 5_000;

/**
 * Tries a Redis as bridges use it: connects, signs in, and hears on one connection what another one publishes. It
 * stores nothing there. @param url redis:// or rediss://
 * @returns the server's version; fails with the client's error
 */
export async function tryRedis(url: string): Promise<{ version: string }> {
  const options = { url, socket: { reconnectStrategy: false as const, connectTimeout } };
  const publisher = createClient(options).on('error', () => undefined);
  const subscriber = createClient(options).on('error', () => undefined);
  try {
    await Promise.all([publisher.connect(), subscriber.connect()]);
    const channel = `campus-meet-trial:${randomUUID()}`;
    const heard = Promise.withResolvers<undefined>();
    await subscriber.subscribe(channel, () => heard.resolve(undefined));
    await publisher.publish(channel, 'x');
    await heard.promise;
    const info = await publisher.info('server');
    return { version: /^redis_version:(\S+)/mu.exec(info)?.[1] ?? '' };
  } finally {
    publisher.destroy();
    subscriber.destroy();
  }
}
