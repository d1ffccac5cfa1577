import { getCountryCallingCode } from 'libphonenumber-js';
import { createLti as createLtiProtocol } from '../adapters/lti/index.ts';
import { noteContacts } from '../features/access/accounts/index.ts';
import { createLti, type Lti } from '../features/access/lti/index.ts';
import { createPortals, type Portals } from '../features/access/portal/index.ts';
import { createSessions } from '../features/access/sessions/index.ts';
import { createDirectory } from '../features/directory/index.ts';
import { declarationOf, trustBy, type DeclaredTrust } from '../features/directory/people/index.ts';
import { createSync, type Sync } from '../features/directory/sync/index.ts';
import { createGuestReader, upcomingInCourse } from '../features/meetings/index.ts';
import { readPrivateHosts } from '../kernel/addresses.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { createEvents, type Events } from '../kernel/events.ts';
import type { Log } from '../kernel/log.ts';
import type { Settings } from './config.ts';
import { moodleAliases, moodleSites } from './moodle-sites.ts';
import { sealingOf } from './sealing.ts';
import { configuredSources } from './sources.ts';

export interface RegistryParts {
  config: Settings;
  db: Database;
  clock: Clock;
  log: Log;
}

export type Registry = ReturnType<typeof composeRegistry>;

/** Who and what there is, how they come in and what keeps them true; the command line needs no more than this. */
export function composeRegistry(parts: RegistryParts, events: Events = createEvents(parts.log)) {
  const { config, db, clock, log } = parts;
  const sealing = sealingOf(config);
  const declared = async (trx: Database): Promise<DeclaredTrust> => ({
    directory: config.LDAP_VOUCHES,
    moodles: moodleSites(config),
    platforms: await lti.trust(trx),
    portals: await portals.vouches(trx),
  });
  const directory = createDirectory({
    db,
    clock,
    countryCode: getCountryCallingCode(config.CAMPUS_COUNTRY),
    realmAliases: moodleAliases(config),
    hostRoles: config.COURSE_HOST_ROLES,
    staffNumbers: config.ADDRESS_BOOK_STAFF_NUMBERS,
    trust: async (trx) => trustBy(await declared(trx)),
    // Nobody logs in by a contact that a source changed unseen.
    changed: (trx, personIds, { recordsOfMany: recordsOf }) =>
      noteContacts(trx, personIds, { now: clock.now(), recordsOf }),
  });
  const { people, courses } = directory;
  const sessions = createSessions({
    db,
    clock,
    events,
    guests: createGuestReader(db),
    people: { find: people.findActive },
  });
  const shared = { ...directory, db, clock, log, events, sealing, sessions };
  const lti: Lti = createLti({
    ...shared,
    protocol: (keyStore) =>
      createLtiProtocol({
        keyStore,
        clock,
        allowLoopbackHttp: config.LTI_ALLOW_HTTP,
        privateHosts: readPrivateHosts(config.PRIVATE_SERVICE_HOSTS),
      }),
    publicUrl: config.CAMPUS_MEET_URL,
    clientName: config.CAMPUS_MEET_NAME,
    registrationOpen: config.LTI_REGISTRATION_OPEN,
    syncService: { courseLaunched: (launch) => syncService.courseLaunched(launch) },
    meetings: { upcoming: (courseId) => upcomingInCourse(db, courseId) },
  });
  const audience = new URL(config.CAMPUS_MEET_URL).origin;
  const portals: Portals = createPortals({ ...shared, courses, audience });
  const syncService: Sync = createSync({
    ...shared,
    sources: configuredSources(config, log),
    nrps: { members: (id, url) => lti.nrpsMembers(id, url), activePlatforms: lti.activePlatforms },
    times: {
      full: config.SYNC_SCHEDULE,
      changes: config.SYNC_CHANGES_SCHEDULE,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    removalLimit: { share: config.SYNC_REMOVAL_SHARE, people: 5 },
  });
  return {
    ...directory,
    sessions,
    ltiLaunches: lti,
    portals,
    syncService,
    /** Makes people out anew where something else is declared of what sources vouch for; how many changed. */
    followTrust: async () => people.followTrust(declarationOf(await declared(db))),
  };
}
