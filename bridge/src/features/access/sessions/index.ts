/** The public interface of sessions. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Route } from '../../../kernel/route.ts';
import { endSessionsInCourses } from './ending-repository.ts';
import { openedSince } from './opened.ts';
import type { GuestReader, PersonReader } from './ports.ts';
import { createSessionRepository } from './repository.ts';
import { sessionRoutes, type SessionRouteDeps } from './routes.ts';
import { createSessionService } from './service.ts';

export type {} from './events.ts';
export { placeOf, type Where } from './place.ts';
export type { Opened } from './renewing.ts';
export { endSessions, openSessionsAmong, openSessionsOf } from './ending-repository.ts';
export { refreshCookie, sessionCookies, whereOf } from './routes.ts';

/** What sessions are made with. */
export interface SessionsDeps {
  db: Database;
  clock: Clock;
  events: Pick<Events, 'emit'>;
  people: PersonReader;
  guests: GuestReader;
}

export type Sessions = ReturnType<typeof createSessions>;

/** Makes sessions: tickets open them, cookies keep them, access tokens use them. */
export function createSessions(deps: SessionsDeps) {
  const repository = createSessionRepository(deps.db);
  const service = createSessionService({ ...deps, repository });
  return {
    ...service,
    /** Ends everybody's sessions that stand in these courses; answers which. */
    endAllInCourses: (courseIds: readonly string[]): Promise<string[]> =>
      endSessionsInCourses(deps.db, courseIds, deps.clock.now()),
    /** Those of these people who have opened a session since a moment. */
    openedSince,
    routes: (also: SessionRouteDeps): Route[] =>
      sessionRoutes(service, { ...also, events: deps.events }),
  };
}
