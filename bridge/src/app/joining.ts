import { joinByRedis } from '../adapters/redis/index.ts';
import { createConnectionRepository, type LiveParts } from '../features/live/index.ts';
import type { RegistryParts } from './registry.ts';

/** What joins this bridge's browsers with those of the others; with no Redis configured it is alone. */
export function joinBridges({ config, db, clock, log }: RegistryParts): {
  parts: Pick<LiveParts, 'others'>;
  close: () => void;
} {
  if (config.REDIS_URL === undefined) return { parts: {}, close: () => undefined };
  const { adapter, close } = joinByRedis(config.REDIS_URL, log);
  const connections = { repository: createConnectionRepository(db), clock, log };
  return { parts: { others: { adapter, connections } }, close };
}
