/** The public interface of LTI 1.3. */
import type { Sealing } from '../../../kernel/sealing.ts';
import type { Route } from '../../../kernel/route.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { AdminScope, Roles } from '../../directory/roles/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { createKeyStore } from './key-repository.ts';
import { createLtiLaunches, type LtiLaunchesDeps } from './lti-launches.ts';
import { createPlatformAdmin } from './platform-admin.ts';
import { platformRoutes } from './platform-routes.ts';
import type { KeyStore, LtiProtocol, PlatformAudit } from './ports.ts';
import { launchProvisioning } from './provisioning.ts';
import { endingSessions, signingOut, type SigningOutDeps } from './signing-out.ts';
import { platformTrust } from './trust-repository.ts';

export type {} from './events.ts';
export type * from './ports.ts';
export { privateKeyColumn } from './key-repository.ts';
export { serviceOrigins } from './origins.ts';
export type { KeptPlatform } from './platform-repository.ts';
export type { PlatformDetails } from './platforms.ts';

/** What LTI is made with. */
export interface LtiDeps
  extends
    Omit<LtiLaunchesDeps, 'database' | 'protocol' | 'provisioning' | 'tickets' | 'signedOut'>,
    SigningOutDeps {
  db: LtiLaunchesDeps['database'];
  sealing: Sealing;
  /** Speaks LTI with our keys, wherever they are kept. */
  protocol: (keys: KeyStore) => LtiProtocol;
  people: Pick<People, 'withAccount' | 'findMany'>;
  courses: Pick<Courses, 'coursesOfRealm' | 'registerLaunch'>;
  sessions: Pick<Sessions, 'endAllInCourses' | 'endInCourses' | 'issueTicket'>;
  roles: Pick<Roles, 'requireSystem'>;
  audit: PlatformAudit;
}

export type Lti = ReturnType<typeof createLti>;

/** Makes LTI 1.3: launches, and the platforms that may send people in. */
export function createLti(deps: LtiDeps) {
  const { db, clock, courses, sessions, roles, people } = deps;
  const ltiLaunches = createLtiLaunches({
    ...deps,
    database: db,
    protocol: deps.protocol(createKeyStore(db, deps.sealing)),
    provisioning: launchProvisioning(courses, () => ltiLaunches.platforms()),
    tickets: {
      issue: ({ personId, courseId }) =>
        sessions.issueTicket({
          kind: 'person',
          personId,
          courseId,
          meetingId: null,
        }),
    },
    signedOut: signingOut(deps),
  });
  const admin = createPlatformAdmin({
    ...deps,
    endSessionsFrom: endingSessions(deps),
  });
  const routes: Route[] = platformRoutes({
    admin,
    people,
    openRegistration: (lifeMs, madeBy) => ltiLaunches.openRegistration(lifeMs, madeBy),
    requireSystem: roles.requireSystem,
    now: () => clock.now(),
  });
  return {
    ...ltiLaunches,
    /** Ends what was opened from an LMS, when it tells that somebody signed out there. */
    signedOut: signingOut(deps),
    /** What IT does with platforms. */
    admin,
    /** Ids of the platforms that are let in. */
    activePlatforms: async (): Promise<ReadonlySet<string>> => {
      const active = (await ltiLaunches.platforms()).filter(({ status }) => status === 'active');
      return new Set(active.map(({ id }) => id));
    },
    /** What every platform may vouch for. */
    trust: platformTrust,
    routes,
    waiting: [
      {
        kind: 'platforms' as const,
        count: async ({ scope }: { scope: AdminScope }): Promise<number> => {
          if (!scope.isSystem) return 0;
          return (await admin.list()).filter(({ status }) => status === 'pending').length;
        },
      },
    ],
  };
}
