import { sheetReader, sheetWriter } from '../adapters/sheets/index.ts';
import { newVapidKeys } from '../adapters/web-push/carrier.ts';
import { createAccounts } from '../features/access/accounts/index.ts';
import { createDeactivation } from '../features/access/deactivation/index.ts';
import { createOverview, type WaitingCounter } from '../features/admin/overview/index.ts';
import { createPrivacy } from '../features/admin/privacy/index.ts';
import { createCalls } from '../features/calls/index.ts';
import { createAddressBook, type AddressBook } from '../features/directory/address-book/index.ts';
import { createMerge } from '../features/directory/merge/index.ts';
import { createLive } from '../features/live/index.ts';
import { createMeetings, createRecords, type Meetings } from '../features/meetings/index.ts';
import { createNotifications } from '../features/notifications/index.ts';
import { createImport } from '../features/registration/import/index.ts';
import { createFleet } from '../features/operations/fleet/index.ts';
import { createOperations } from '../features/operations/index.ts';
import { createSignup } from '../features/registration/signup/index.ts';
import { createEvents } from '../kernel/events.ts';
import { gather, type Piece } from '../kernel/piece.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';
import {
  configuredCarriers,
  connectConference,
  connectFleet,
  directoryLogin,
  directoryLook,
  joinBridges,
} from './adapters.ts';
import type { Deps } from './config.ts';
import { personalData, retentions } from './personal-data.ts';
import { keysOf, sealingOf } from './sealing.ts';
import { composeRegistry } from './registry.ts';

/** What the rooms are handed in common. */
function sharedOf(deps: Deps) {
  const { config } = deps;
  const events = createEvents(deps.log);
  const registry = composeRegistry(deps, events);
  const joined = joinBridges(deps);
  return {
    ...deps,
    ...registry,
    registry,
    relations: registry.courses.relations,
    events,
    joined,
    rates: joined?.rates,
    sealing: sealingOf(config),
    publicUrl: withoutEndSlashes(config.CAMPUS_MEET_URL),
    origin: new URL(config.CAMPUS_MEET_URL).origin,
    campusZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    product: config.CAMPUS_MEET_NAME,
  };
}

type Meeting = ReturnType<typeof composeMeeting>;

/** Makes telling people, meeting, the push over sockets, and calls. */
function composeMeeting(deps: Deps, addressBook: Pick<AddressBook, 'withoutHidden' | 'noteMet'>) {
  const { config, db, clock } = deps;
  const shared = sharedOf(deps);
  const notifications = createNotifications({
    ...shared,
    carriers: configuredCarriers(deps),
    newPushKeys: newVapidKeys,
    requireSystem: shared.roles.requireSystem,
    mailFrom: config.MAIL_FROM ?? null,
    lmsRealm: config.MOODLE_URL ?? '',
    toldByLms: shared.moodles.toldByLms,
    missedCalls: (span) => calls.missedBetween(span),
    mailQuota: { students: config.MAIL_QUOTA_STUDENTS, staff: config.MAIL_QUOTA_STAFF },
    allowPrivatePush: config.WEB_PUSH_ALLOW_PRIVATE,
    // Meetings invite by notifications, which ask meetings: neither asks while it is made.
    meetings: {
      open: () => meetings.open(),
      presentIds: (meetingId) => meetings.presentIds(meetingId),
      bannedIds: (seriesId) => meetings.bannedIds(seriesId),
      linkUrl: (linkId, trx) => meetings.linkUrl(linkId, trx),
    },
  });
  const conference = connectConference(deps);
  const fleet = createFleet({
    ...shared,
    ...connectFleet(config),
    // Whether a class may start is asked of the fleet, and what runs is asked of meetings.
    meetings: {
      open: () => meetings.open(),
      presentIds: (meetingId) => meetings.presentIds(meetingId),
      figures: () => meetings.figures,
    },
  });
  const meetings: Meetings = createMeetings({
    ...shared,
    conference,
    sight: addressBook,
    invitations: notifications.invitations,
    capacity: config.MEETING_CAPACITY,
    emptyGraceMs: config.MEETING_EMPTY_SECONDS * 1000,
    joinsAtOnce: config.JOINS_AT_ONCE,
    quietFrom: { microphone: config.START_MUTED_FROM, camera: config.START_CAMERA_OFF_FROM },
    roomInFleet: fleet.roomInFleet,
  });
  const others = shared.joined ? { join: shared.joined.adapter, db, clock } : undefined;
  const live = createLive({ ...shared, meetings, others });
  const calls: ReturnType<typeof createCalls> = createCalls({
    ...shared,
    meetings,
    addressBook,
    notifyOffline: notifications.notifyOffline,
    connections: live.connections,
    mostRings: config.RINGS_IN_TEN_MINUTES,
  });
  return { ...shared, notifications, conference, fleet, meetings, live, calls };
}

/** Makes what is done with people: who is who, logging in, their data, how they are registered and found. */
function composePeople(deps: Meeting) {
  const { registry, config, calls, notifications } = deps;
  const { outbox, templates, notifyByMail } = notifications;
  const shared = { ...deps, outbox, templates, notifyByMail, writer: sheetWriter };
  const merge = createMerge({
    ...shared,
    personal: personalData,
    loginUrl: `${deps.publicUrl}/login`,
  });
  const accounts = createAccounts({
    ...shared,
    ...keysOf(config, 'accounts'),
    merge,
    directory: directoryLogin(config),
  });
  const privacy = createPrivacy({
    ...shared,
    proof: accounts.proof,
    contacts: accounts.contacts,
    key: keysOf(config, 'privacy').key,
    data: personalData,
    retentions,
    sweepers: deps.meetings.sweepers,
    isReviewed: config.ERASURE_POLICY === 'review',
  });
  const sheets = createImport({
    ...shared,
    reader: sheetReader,
    country: config.CAMPUS_COUNTRY,
    review: config.REGISTRATION_REVIEW,
  });
  const signup = createSignup({
    ...shared,
    rowImport: sheets.rowImport,
    ...keysOf(config, 'applications'),
    directory: directoryLook(config),
    domains: config.REGISTRATION_MAIL_DOMAINS,
    policy: config.APPLICATION_POLICY,
    country: config.CAMPUS_COUNTRY,
  });
  const addressBook = createAddressBook({
    ...shared,
    courses: registry.courses.relations,
    presence: calls.presence,
    isAdmin: async (personId) => (await registry.roles.scopeOf(personId)) !== null,
    studentsSeeMailOf: config.ADDRESS_BOOK_STUDENTS_SEE_MAIL_OF,
    staffNumbers: config.ADDRESS_BOOK_STAFF_NUMBERS,
  });
  return { merge, accounts, privacy, signup, sheets, addressBook };
}

export type Rooms = ReturnType<typeof composeRooms>;

/** Makes all rooms. Routes are matched in the order of the pieces: a path by name stands before one by id. */
export function composeRooms(deps: Deps) {
  // The address book, which knows who is hidden, is made last: it shows who is there, as calls tell.
  const made = composeMeeting(deps, {
    withoutHidden: (readerId, ids) => people.addressBook.withoutHidden(readerId, ids),
    noteMet: (personId, others) => people.addressBook.noteMet(personId, others),
  });
  const people = composePeople(made);
  const { registry, roles, meetings, calls } = made;
  const { ltiLaunches, syncService } = registry;
  const records = createRecords({ ...made, ...made.notifications, writer: sheetWriter });
  const operations = createOperations({ ...made, ...made.notifications });
  const pieces: Piece<WaitingCounter>[] = [
    {
      routes: made.sessions.routes({
        origin: made.origin,
        mayEnter: (id, meetingId) => meetings.get(meetingId, id),
      }),
    },
    people.accounts,
    people.privacy,
    people.signup,
    { routes: made.courses.routes(people.addressBook) },
    registry.portals,
    {
      ...registry.moodles,
      routes: registry.moodles.routes({ ...meetings, ...records, ...calls, ...people.privacy }),
    },
    { routes: [...roles.routes(), ...made.audit.routes(roles, sheetWriter)] },
    createOverview({
      ...made,
      registered: people.sheets.registered,
      writer: sheetWriter,
      waiting: () => gather(pieces).waiting,
    }),
    { ...syncService, routes: syncService.routes({ roles, writer: sheetWriter }) },
    { routes: ltiLaunches.routes, waiting: ltiLaunches.waiting },
    // What ends when somebody leaves the campus.
    createDeactivation({ ...made, server: made.conference.server }),
    people.merge,
    // A platform or portal may be trusted otherwise at any time, by page or command.
    { jobs: [{ name: 'trust-refresh', every: 10, work: registry.followTrust }] },
    people.sheets,
    people.addressBook,
    calls,
    made.notifications,
    meetings,
    records,
    made.fleet,
    { jobs: made.live.jobs, pages: ltiLaunches.pageRoutes(meetings.coursePlans) },
    operations,
  ];
  return { ...made, pieces, operations };
}
