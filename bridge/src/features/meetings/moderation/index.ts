/** The front door of what hosts may do in a meeting. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Route } from '../../../kernel/route.ts';
import type { ConferenceEventBatch } from '../conference-event.ts';
import { createHosts } from './hosts.ts';
import { createPeoplePowers } from './people.ts';
import type { PowersDoor, PowersReader, PowersServer } from './ports.ts';
import { createPowersRepository } from './repository.ts';
import { powerRoutes } from './routes.ts';
import { createRulePowers } from './rules.ts';

export type {} from './events.ts';
export type { PowersServer } from './ports.ts';

/** What moderation is made with. */
export interface ModerationDeps extends PowersReader {
  db: Database;
  clock: Clock;
  log: Log;
  events: Events;
  door: PowersDoor;
  server: PowersServer;
}

/** Makes what hosts may do in a meeting: roles, taking people out, what members may. */
export function createModeration(deps: ModerationDeps) {
  const shared = { ...deps, hosts: createHosts(deps) };
  const rules = createRulePowers({ ...shared, repository: createPowersRepository(deps.db) });
  const routes: Route[] = powerRoutes(createPeoplePowers(shared), rules);
  return {
    routes,
    lockChanged: rules.lockChanged,
    /** Tells rooms that the conference server has just made what is forbidden in them. */
    tellNewRooms: async ({ events }: ConferenceEventBatch): Promise<void> => {
      const made = events.filter(({ type }) => type === 'room-created');
      for (const { room } of made) await rules.roomMade(room);
    },
  };
}
