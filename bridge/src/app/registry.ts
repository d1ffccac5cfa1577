import { getCountryCallingCode } from 'libphonenumber-js';
import { createContactNotes } from '../features/access/accounts/index.ts';
import { createLti, type Lti } from '../features/access/lti/index.ts';
import { createMoodles } from '../features/access/moodle/index.ts';
import { createPortals, type Portals } from '../features/access/portal/index.ts';
import { createSessions } from '../features/access/sessions/index.ts';
import { createDirectory } from '../features/directory/index.ts';
import { declarationOf, trustBy, type DeclaredTrust } from '../features/directory/people/index.ts';
import { createSync, type Sync } from '../features/directory/sync/index.ts';
import { createMeetingReader, createMeetingTitles } from '../features/meetings/index.ts';
import { createEvents, type Events } from '../kernel/events.ts';
import { configuredSources, ltiProtocol } from './adapters.ts';
import type { Deps } from './config.ts';
import { moodleAliases, moodleSites } from './moodle-sites.ts';
import { sealingOf } from './sealing.ts';

export type Registry = ReturnType<typeof composeRegistry>;

/** Who and what there is, how they come in and what keeps them true; the command line needs no more than this. */
export function composeRegistry(deps: Deps, events: Events = createEvents(deps.log)) {
  const { config, db, clock, log } = deps;
  const sealing = sealingOf(config);
  const declared = async (trx: Deps['db']): Promise<DeclaredTrust> => ({
    directory: config.LDAP_VOUCHES,
    moodles: [...moodleSites(config), ...(await portals.moodles(trx))],
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
    changed: createContactNotes({ clock }).note,
    // Meetings are called as their course is.
    retitled: createMeetingTitles().follow,
  });
  const { people } = directory;
  const sessions = createSessions({
    db,
    clock,
    events,
    guests: createMeetingReader({ db }).guests,
    people: { find: people.findActive },
  });
  const shared = { ...directory, db, clock, log, events, sealing, sessions };
  const lti: Lti = createLti({
    ...shared,
    protocol: ltiProtocol(deps),
    publicUrl: config.CAMPUS_MEET_URL,
    clientName: config.CAMPUS_MEET_NAME,
    registrationOpen: config.LTI_REGISTRATION_OPEN,
    syncService: { courseLaunched: (launch) => syncService.courseLaunched(launch) },
  });
  const portals: Portals = createPortals({
    ...shared,
    publicUrl: config.CAMPUS_MEET_URL,
    lmsIssuers: async () =>
      (await lti.platforms())
        .filter(({ status }) => status === 'active')
        .map(({ issuer }) => people.realmOf(issuer)),
  });
  const moodles = createMoodles({ ...shared, portals, lti, sync: () => syncService });
  const syncService: Sync = createSync({
    ...shared,
    sources: [...configuredSources(config, log), moodles.source],
    nrps: {
      members: (id, url) => lti.nrpsMembers(id, url),
      groups: (id, url) => lti.courseGroups(id, url),
      activePlatforms: lti.activePlatforms,
    },
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
    moodles,
    syncService,
    /** Makes people out anew where something else is declared of what sources vouch for; how many changed. */
    followTrust: async () => people.followTrust(declarationOf(await declared(db))),
  };
}
