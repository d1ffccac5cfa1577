/** The public interface of sessions. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database, Subquery } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Route } from '../../../kernel/route.ts';
import * as ending from './ending-repository.ts';
import { openedSince } from './opened.ts';
import type { GuestReader, PersonReader } from './ports.ts';
import { createSessionRepository } from './repository.ts';
import { sessionRoutes, type SessionRouteDeps } from './routes.ts';
import { createSessionService } from './service.ts';

export type {} from './events.ts';
export { placeOf, type Where } from './place.ts';
export type { Opened } from './renewing.ts';
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
      ending.endSessionsInCourses(deps.db, courseIds, deps.clock.now()),
    /** Ends everybody's sessions that this portal opened, in whatever course or in none; answers which. */
    endAllOfPortal: (portalId: string): Promise<string[]> =>
      ending.endSessionsOfPortal(deps.db, portalId, deps.clock.now()),
    /** Some of the sessions that these people have open. */
    openAmong: (people: Subquery, limit: number): Promise<string[]> =>
      ending.openSessionsAmong(deps.db, people, limit),
    /** Ids of a person's or guest's sessions that go on. */
    openOf: (trx: Database, personId: string): Promise<string[]> =>
      ending.openSessionsOf(trx, personId),
    /** Ends sessions that go on. */
    end: (ids: readonly string[]): Promise<void> =>
      ending.endSessions(deps.db, ids, deps.clock.now()),
    /** Those of these people who have opened a session since a moment. */
    openedSince,
    routes: (also: SessionRouteDeps): Route[] =>
      sessionRoutes(service, { ...also, events: deps.events }),
  };
}
