import { createLdapLogin, createLdapLook } from '../adapters/ldap/index.ts';
import { joinByRedis } from '../adapters/redis/index.ts';
import { sheetReader, sheetWriter } from '../adapters/sheets/index.ts';
import { createAccounts } from '../features/access/accounts/index.ts';
import { createDeactivation } from '../features/access/deactivation/index.ts';
import { createOverview } from '../features/admin/overview/index.ts';
import { createPrivacy } from '../features/admin/privacy/index.ts';
import { createCalls, inCalls } from '../features/calls/index.ts';
import {
  createAddressBook,
  type PresenceReader,
} from '../features/directory/address-book/index.ts';
import { createMerge } from '../features/directory/merge/index.ts';
import { createLive } from '../features/live/index.ts';
import { attendanceSweeper, insideAmong } from '../features/meetings/index.ts';
import { createImport } from '../features/registration/import/index.ts';
import { createSignup } from '../features/registration/signup/index.ts';
import { composeCore, type Core } from './core.ts';
import { personalData, retentions } from './personal-data.ts';
import { gather, type Piece } from './piece.ts';
import type { RegistryParts } from './registry.ts';
import { keysOf } from './sealing.ts';
import { directorySettings } from './sources.ts';

export type Features = ReturnType<typeof composeFeatures>;

/** Makes the features. Routes are matched in the order of the pieces: a path by name stands before one by id. */
export function composeFeatures(parts: RegistryParts) {
  const { config, db, clock, log } = parts;
  // The address book, which knows who is hidden, is made last: it shows who is there, as calls tell.
  const sight = {
    withoutHidden: (readerId: string, ids: readonly string[]): Promise<string[]> =>
      addressBook.withoutHidden(readerId, ids),
    noteMet: (personId: string, others: readonly string[]): Promise<void> =>
      addressBook.noteMet(personId, others),
  };
  const core = composeCore(parts, sight);
  const { registry, roles, meetings, notifications } = core;
  const joined = config.REDIS_URL === undefined ? null : joinByRedis(config.REDIS_URL, log);
  const live = createLive({
    ...core,
    others: joined ? { join: joined.adapter, db, clock } : undefined,
  });
  const calls = createCalls({
    ...core,
    addressBook: sight,
    notifyOffline: notifications.notifyOffline,
    connections: live.connections,
  });
  const people = composePeople(core, calls.presence);
  const { addressBook } = people;
  const waiting = () => gather(pieces).waiting;
  const pieces: Piece[] = [
    {
      routes: core.sessions.routes({
        origin: core.origin,
        mayEnter: (id, meetingId) => meetings.get(meetingId, id),
      }),
    },
    people.accounts,
    people.privacy,
    people.signup,
    { routes: core.courses.routes(sight) },
    registry.portals,
    { routes: roles.routes() },
    { routes: core.audit.routes(roles, sheetWriter) },
    createOverview({ ...core, writer: sheetWriter, waiting }),
    {
      ...registry.syncService,
      routes: registry.syncService.routes({ roles, writer: sheetWriter }),
    },
    { routes: registry.ltiLaunches.routes, waiting: registry.ltiLaunches.waiting },
    createDeactivation({
      ...core,
      calls: { left: calls.left, among: (those, limit) => inCalls(db, those, limit) },
      meetings: { among: (those, limit) => insideAmong(db, those, limit) },
      server: core.conference.server,
    }),
    people.merge,
    // A platform or portal may be trusted otherwise at any time, by page or command.
    { jobs: [{ name: 'trust-refresh', every: 10, work: registry.followTrust }] },
    people.sheets,
    addressBook,
    calls,
    notifications,
    meetings,
    { jobs: live.jobs },
    { pages: registry.ltiLaunches.pageRoutes },
  ];
  return { core, pieces, live, joined };
}

/** Makes what is done with people: who is who, logging in, their data, how they are registered and found. */
function composePeople(core: Core, presence: PresenceReader) {
  const { registry, config } = core;
  const shared = { ...core, writer: sheetWriter };
  const merge = createMerge({
    ...shared,
    personal: personalData,
    loginUrl: `${core.publicUrl}/login`,
  });
  const ldap = directorySettings(config);
  const accounts = createAccounts({
    ...shared,
    ...keysOf(config, 'accounts'),
    merge,
    directory:
      ldap && config.LOGIN_LDAP.length > 0 ? createLdapLogin(ldap, config.LOGIN_LDAP) : null,
  });
  const privacy = createPrivacy({
    ...shared,
    proof: accounts.proof,
    key: keysOf(config, 'privacy').key,
    data: personalData,
    retentions,
    sweepers: [attendanceSweeper(core.db)],
    isReviewed: config.ERASURE_POLICY === 'review',
  });
  const signup = createSignup({
    ...shared,
    ...keysOf(config, 'applications'),
    directory: ldap && createLdapLook(ldap),
    domains: config.REGISTRATION_MAIL_DOMAINS,
    policy: config.APPLICATION_POLICY,
    country: config.CAMPUS_COUNTRY,
  });
  const sheets = createImport({
    ...shared,
    reader: sheetReader,
    country: config.CAMPUS_COUNTRY,
    review: config.REGISTRATION_REVIEW,
    summaries: core.notifications.summaries,
  });
  const addressBook = createAddressBook({
    ...shared,
    courses: registry.courses.relations,
    presence: presence,
    isAdmin: async (personId) => (await registry.roles.scopeOf(personId)) !== null,
    studentsSeeMailOf: config.ADDRESS_BOOK_STUDENTS_SEE_MAIL_OF,
    staffNumbers: config.ADDRESS_BOOK_STAFF_NUMBERS,
  });
  return { merge, accounts, privacy, signup, sheets, addressBook };
}
