import { joinByRedis } from '../adapters/redis/index.ts';
import { sheetWriter } from '../adapters/sheets/index.ts';
import { waitingRoutes } from '../features/admin/overview/index.ts';
import { createCalls } from '../features/calls/index.ts';
import { courseRoutes, ownNameRoutes } from '../features/directory/courses/index.ts';
import { createLive } from '../features/live/index.ts';
import { directoryRoutes, rosterRoutes, syncJobs } from '../features/directory/sync/index.ts';
import { sessionRoutes } from '../features/access/sessions/index.ts';
import type { Job } from '../kernel/jobs.ts';
import type { RegistryParts } from './registry.ts';
import { composeAccounts } from './accounts.ts';
import { composeAddressBook } from './address-book.ts';
import { composeApplications } from './applications.ts';
import { composeConnecting } from './connecting.ts';
import { composeCore, type Core } from './core.ts';
import { composeIdentities } from './identities.ts';
import { composeLeavers } from './leavers.ts';
import { composeLmsLogout } from './lms-logout.ts';
import { gather, type Piece } from './piece.ts';
import { composePlatforms } from './platforms.ts';
import { composePortals } from './portal.ts';
import { composePrivacy } from './privacy.ts';
import { composeRegistration } from './registration.ts';

export type Features = ReturnType<typeof composeFeatures>;

/** Makes the features. Routes are matched in the order of the pieces: a path by name stands before one by id. */
export function composeFeatures(parts: RegistryParts) {
  const { config, db, clock, log } = parts;
  // The address book, which knows who is hidden, is made last: it shows who is there, as calls tell.
  const sight = {
    withoutHidden: (readerId: string, ids: readonly string[]): Promise<string[]> =>
      addressBook.book.withoutHidden(readerId, ids),
    noteMet: (personId: string, others: readonly string[]): Promise<void> =>
      addressBook.book.noteMet(personId, others),
  };
  const core = composeCore(parts, sight);
  const { registry, meetings, notifications, admin } = core;
  const { courses } = registry;
  composeLmsLogout(core);
  const portal = composePortals({ ...core, courses });
  const joined = config.REDIS_URL === undefined ? null : joinByRedis(config.REDIS_URL, log);
  const live = createLive({
    ...core,
    others: joined ? { join: joined.adapter, db, clock } : undefined,
  });
  const calls = createCalls({
    ...core,
    addressBook: sight,
    reach: notifications.reach,
    connections: live.connections,
  });
  const accounts = composeAccounts(core, admin.audit);
  const identities = composeIdentities(core, admin);
  const addressBook = composeAddressBook({
    ...core,
    presence: calls.presence,
    isAdmin: async (personId) => (await admin.roles.scopeOf(personId)) !== null,
  });
  const pieces: Piece[] = [
    signedIn(core),
    accounts.piece,
    composeConnecting(core, { accounts, admin, identities: identities.identities }),
    composePrivacy(core, admin, accounts.proof),
    composeApplications(core, admin),
    { routes: ownNameRoutes({ ...core, people: registry.people }) },
    { routes: courseRoutes(courses, sight), jobs: rosterSchedules(core) },
    {
      ...portal,
      jobs: [{ name: 'portal-sweep', every: 3600, onOneBridge: true, work: portal.portals.sweep }],
    },
    admin.piece,
    {
      routes: [
        ...rosterRoutes({ ...core, ...registry, requireSystem: admin.roles.requireSystem }),
        ...directoryRoutes({ ...core, ...registry, scopes: admin.roles }, sheetWriter),
      ],
      waiting: [
        { kind: 'directory-runs', count: ({ scope }) => registry.rosters.countHeld(scope) },
      ],
    },
    composePlatforms(core, admin),
    composeLeavers(core, calls),
    identities,
    composeRegistration({ ...core, admin }).piece,
    addressBook,
    calls,
    notifications,
    meetings,
    { jobs: live.jobs },
    { pages: registry.launches.pageRoutes },
  ];
  pieces.push({ routes: waitingRoutes(admin.roles, gather(pieces).waiting) });
  return { core, pieces, live, joined, portals: portal.portals };
}

function signedIn({ sessions, origin, events, meetings }: Core): Piece {
  const mayEnter = (personId: string, meetingId: string) => meetings.get(meetingId, personId);
  return {
    routes: sessionRoutes(sessions, {
      origin,
      mayEnter,
      ended: (sessionIds, code) => events.emit('session.ended', { sessionIds, code }),
    }),
  };
}
function rosterSchedules({ config, registry }: Core): Job[] {
  const { rosters } = registry;
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const configured = rosters.sources.flatMap((source) =>
    [
      { cron: config.SYNC_SCHEDULE, changes: false },
      { cron: source.changes ? config.SYNC_CHANGES_SCHEDULE : '', changes: true },
    ].map((when) => ({ ...when, source: source.name, timezone })),
  );
  return syncJobs(
    rosters,
    configured.filter(({ cron }) => cron !== ''),
  );
}
