import { getCountryCallingCode } from 'libphonenumber-js';
import { createLti } from '../adapters/lti/index.ts';
import { noteContacts } from '../features/access/accounts/index.ts';
import { markPeople } from '../features/directory/address-book/index.ts';
import { createAudit } from '../features/audit/index.ts';
import { createCourses } from '../features/directory/courses/index.ts';
import { createDepartments } from '../features/directory/departments/index.ts';
import {
  createKeyStore,
  createLaunches,
  type Launches,
  type LogoutReader,
} from '../features/access/lti/index.ts';
import {
  createPeople,
  type People,
  type PeopleChanged,
} from '../features/directory/people/index.ts';
import {
  createLaunchSync,
  createNrpsSource,
  createRosters,
} from '../features/directory/sync/index.ts';
import type { Sessions } from '../features/access/sessions/index.ts';
import { readPrivateHosts } from '../kernel/addresses.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { Log } from '../kernel/log.ts';
import type { Settings } from './config.ts';
import { launchRegistrar } from './launch-registrar.ts';
import { moodleAliases } from './moodle-sites.ts';
import { sealingOf } from './sealing.ts';
import { configuredSources } from './sources.ts';
import { declaredTrust, powerfulAmong, trustDeclared } from './trust.ts';

export interface RegistryParts {
  config: Settings;
  db: Database;
  clock: Clock;
  log: Log;
}

interface Late {
  onLaunch?: ReturnType<typeof createLaunchSync>;
  tickets?: Pick<Sessions, 'issueTicket'>;
  signedOut?: LogoutReader;
}

export type Registry = ReturnType<typeof composeRegistry>;

/** People, courses, departments and what keeps them true; the command line needs no more than this. */
export function composeRegistry({ config, db, clock, log }: RegistryParts) {
  // Whoever is changed by anything is made anew in the address book, and logs in by no contact unseen.
  const changed: PeopleChanged = async (trx, personIds) => {
    await markPeople(trx, personIds);
    const recordsOf = people.recordsOfMany;
    await noteContacts(trx, personIds, { now: clock.now(), recordsOf });
  };
  const countryCode = getCountryCallingCode(config.CAMPUS_COUNTRY);
  const people: People = createPeople({
    db,
    clock,
    changed,
    countryCode,
    trust: declaredTrust(config),
    powerful: powerfulAmong,
    realmAliases: moodleAliases(config),
  });
  const hostRoles = config.COURSE_HOST_ROLES;
  const courses = createCourses({ db, clock, people, hostRoles, changed });
  const departments = createDepartments({ db, clock, changed });
  const protocol = createLti({
    keyStore: createKeyStore(db, sealingOf(config)),
    clock,
    allowLoopbackHttp: config.LTI_ALLOW_HTTP,
    privateHosts: readPrivateHosts(config.PRIVATE_SERVICE_HOSTS),
  });
  const registrar = launchRegistrar(courses, () => launches.platforms());
  // Launches come before what they set off: these are filled in below and by the composer.
  const late: Late = {};
  const launches: Launches = createLaunches({
    database: db,
    clock,
    log,
    protocol,
    publicUrl: config.CAMPUS_MEET_URL,
    clientName: config.CAMPUS_MEET_NAME,
    registrar,
    tickets: {
      issue: ({ personId, courseId }) =>
        late.tickets?.issueTicket({ kind: 'person', personId, courseId, meetingId: null }) ??
        Promise.reject(new Error('sessions are not there yet')),
    },
    rosters: {
      courseLaunched: (launch) => late.onLaunch?.courseLaunched(launch) ?? Promise.resolve(),
    },
    meetings: { upcoming: () => Promise.resolve([]) },
    signedOut: (notice) => late.signedOut?.(notice) ?? Promise.resolve(),
    registrationOpen: config.LTI_REGISTRATION_OPEN,
  });
  const sources = configuredSources(config, log);
  const covered = new Set(
    sources.flatMap(({ realm, kind }) =>
      realm !== null && kind === 'course' ? [people.realmOf(realm)] : [],
    ),
  );
  const nrps = createNrpsSource({
    db,
    courses,
    isCovered: (realm) => covered.has(realm),
    nrpsMembers: (id, url) => launches.nrpsMembers(id, url),
    activePlatforms: async () => {
      const active = (await launches.platforms()).filter(({ status }) => status === 'active');
      return new Set(active.map(({ id }) => id));
    },
  });
  const audit = createAudit({ db, clock, people });
  const rosters = createRosters({
    audit,
    sources: [...sources, nrps],
    people,
    courses,
    departments,
    db,
    clock,
    log,
    removalLimit: { share: config.SYNC_REMOVAL_SHARE, people: 5 },
  });
  const onLaunch = createLaunchSync({ rosters, courses, db, clock, log });
  late.onLaunch = onLaunch;
  return {
    people,
    courses,
    departments,
    audit,
    launches,
    rosters,
    onLaunch,
    /** Makes people out anew where something else is declared of what sources vouch for; how many changed. */
    followTrust: async () => people.followTrust(await trustDeclared(config, db)),
    /** Sessions are made after people are: launches get their tickets from them, and end them. */
    tellLogouts: (reader: LogoutReader) => {
      late.signedOut = reader;
    },
    issueTicketsFrom: (sessions: Pick<Sessions, 'issueTicket'>) => {
      late.tickets = sessions;
    },
  };
}
