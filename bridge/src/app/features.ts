import { sheetWriter } from '../adapters/sheets/index.ts';
import { waitingRoutes, type WaitingCounter } from '../features/admin/overview/index.ts';
import { courseRoutes, ownNameRoutes } from '../features/directory/courses/index.ts';
import { conferenceEventRoute } from '../features/meetings/index.ts';
import { outboxRoutes } from '../features/notifications/outbox/index.ts';
import { directoryRoutes, rosterRoutes, syncJobs } from '../features/directory/sync/index.ts';
import { sessionRoutes } from '../features/access/sessions/index.ts';
import type { Job } from '../kernel/jobs.ts';
import { composeAdmin } from './admin.ts';
import { composeAccounts } from './accounts.ts';
import { composeAddressBook } from './address-book.ts';
import { callMeetings } from './call-meetings.ts';
import { composeApplications } from './applications.ts';
import { composeCalls } from './calls.ts';
import { composeConnecting } from './connecting.ts';
import type { Core } from './core.ts';
import { composeIdentities } from './identities.ts';
import { composeLeavers } from './leavers.ts';
import { composeTemplates } from './templates.ts';
import { composeLmsLogout } from './lms-logout.ts';
import { composeMeetings } from './meetings.ts';
import { gather, type Piece } from './piece.ts';
import { composePlatforms } from './platforms.ts';
import { composePortals } from './portal.ts';
import { composePowers } from './powers.ts';
import { composePrivacy } from './privacy.ts';
import { composeRegistration } from './registration.ts';

export type Features = ReturnType<typeof composeFeatures>;

/** Makes the features. Routes are matched in the order of the pieces: a path by name stands before one by id. */
export function composeFeatures(core: Core) {
  const { registry, kept, doors, notices, sessions, conference } = core;
  const { courses } = registry;
  const meetings = composeMeetings(core);
  composeLmsLogout(core);
  const portal = composePortals({ ...core, courses });
  const powers = composePowers({
    ...core,
    ...kept,
    standing: doors.doorkeeper.standing,
    door: doors.hosting,
    server: conference.server,
  });
  // The address book, which knows who is hidden, is made below: it shows who is there, as calls tell.
  const sight = {
    withoutHidden: (readerId: string, ids: readonly string[]): Promise<string[]> =>
      addressBook.book.withoutHidden(readerId, ids),
  };
  const calls = composeCalls({
    ...core,
    meetings: callMeetings({
      ...kept,
      clock: core.clock,
      meetings: meetings.meetings,
      repository: kept.meetings,
      courses,
      doors: doors.hosting,
    }),
    door: doors.hosting,
    reach: notices.reach,
    sight,
    acquaintance: { noteMet: (id, others) => addressBook.book.noteMet(id, others) },
  });
  const admin = composeAdmin(core);
  const accounts = composeAccounts(core, admin.audit);
  const identities = composeIdentities(core, admin);
  const addressBook = composeAddressBook({
    ...core,
    presence: calls.presence,
    isAdmin: async (personId) => (await admin.roles.scopeOf(personId)) !== null,
  });
  const invitations = notices.invitations;
  const doorRoutes = doors.routes({ ...meetings, sessions, invitations, sight, ...powers });
  const events = conferenceEventRoute(conference.events, powers.after(meetings.presence));
  const pieces: Piece[] = [
    signedIn(core, meetings),
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
    {
      routes: outboxRoutes({ ...core, ...admin, requireSystem: admin.roles.requireSystem }),
      waiting: [forSystemAdmins('dead-letters', core.outbox.countDead)],
    },
    composeTemplates(core, admin),
    composePlatforms(core, admin),
    composeLeavers(core, calls),
    identities,
    composeRegistration({ ...core, admin }).piece,
    addressBook,
    calls,
    notices,
    { ...doors, routes: doorRoutes },
    powers,
    meetings,
    { pages: [...registry.launches.pageRoutes, events] },
  ];
  pieces.push({ routes: waitingRoutes(admin.roles, gather(pieces).waiting) });
  return { pieces, meetings: meetings.meetings, calls, portals: portal.portals };
}

function signedIn({ sessions, origin, events }: Core, { meetings }: Meetings): Piece {
  const mayEnter = (personId: string, meetingId: string) => meetings.get(meetingId, personId);
  return {
    routes: sessionRoutes(sessions, {
      origin,
      mayEnter,
      ended: (sessionIds, code) => events.emit('session.ended', { sessionIds, code }),
    }),
  };
}
type Meetings = ReturnType<typeof composeMeetings>;

/** What only system admins can do something about waits for them alone. */
const forSystemAdmins = (
  kind: WaitingCounter['kind'],
  count: () => Promise<number>,
): WaitingCounter => ({
  kind,
  count: ({ scope }) => (scope.isSystem ? count() : Promise.resolve(0)),
});

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
