/** The public interface of what hosts may do in a meeting. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Route } from '../../../kernel/route.ts';
import type { ConferenceEventBatch } from '../conference-event.ts';
import { createHosts } from './hosts.ts';
import { createParticipantModeration } from './people.ts';
import type { ModerationAdmission, ModerationReader, ModerationServer } from './ports.ts';
import { createModerationRepository } from './repository.ts';
import { moderationRoutes } from './routes.ts';
import { createRuleModeration } from './rules.ts';
import { createSpotlight } from './spotlight.ts';

export type {} from './events.ts';
export type { ModerationServer } from './ports.ts';

/** What moderation is made with. */
export interface ModerationDeps extends ModerationReader {
  db: Database;
  clock: Clock;
  log: Log;
  events: Events;
  admission: ModerationAdmission;
  server: ModerationServer;
}

/** Makes what hosts may do in a meeting: roles, taking people out, what members may, whom all see large. */
export function createModeration(deps: ModerationDeps) {
  const shared = { ...deps, hosts: createHosts(deps) };
  const repository = createModerationRepository(deps.db);
  const rules = createRuleModeration({ ...shared, repository });
  const spotlight = createSpotlight({ ...shared, repository, rules });
  const people = createParticipantModeration(shared);
  const routes: Route[] = moderationRoutes({ people, rules, spotlight });
  deps.events.subscribe({ 'meeting.changed': spotlight.presenceChanged });
  return {
    routes,
    seriesRulesChanged: rules.seriesRulesChanged,
    /** Tells rooms that the conference server has just made what is forbidden in them. */
    moderateNewRooms: async ({ events }: ConferenceEventBatch): Promise<void> => {
      const made = events.filter(({ type }) => type === 'room-created');
      for (const { room } of made) await rules.roomMade(room);
    },
  };
}
