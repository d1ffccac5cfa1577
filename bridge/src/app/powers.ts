import type { Presence } from '../features/meetings/index.ts';
import {
  createHosts,
  createPeoplePowers,
  createPowersRepository,
  createRulePowers,
  powerRoutes,
  type PowersDoor,
  type PowersReader,
  type PowersServer,
} from '../features/meetings/moderation/index.ts';
import type { Events } from '../kernel/events.ts';
import type { RegistryParts } from './registry.ts';

interface PowerParts extends Pick<RegistryParts, 'db' | 'clock' | 'log'>, PowersReader {
  door: PowersDoor;
  server: PowersServer;
  events: Events;
}

/** Makes what hosts may do inside a meeting. */
export function composePowers(parts: PowerParts) {
  const shared = { ...parts, hosts: createHosts(parts) };
  const rules = createRulePowers({ ...shared, repository: createPowersRepository(parts.db) });
  return {
    routes: powerRoutes(createPeoplePowers(shared), rules),
    lockChanged: rules.lockChanged,
    /** Takes the conference server's events as `presence` does, and tells rooms that are new what is forbidden. */
    after: (presence: Presence): Presence => ({
      ...presence,
      take: async (batch) => {
        await presence.take(batch);
        const made = batch.events.filter(({ type }) => type === 'room-created');
        for (const { room } of made) await rules.roomMade(room);
      },
    }),
  };
}
