/** The public interface of portals that sign for their people. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { Route } from '../../../kernel/route.ts';
import type { Sealing } from '../../../kernel/sealing.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { TrustedMoodle, Vouches } from '../../directory/people/index.ts';
import type { Sessions } from '../sessions/index.ts';
import { portalProvisioning } from './provisioning.ts';
import { dismissPortal, type RemovalDeps } from './removal.ts';
import { createPortalRepository } from './repository.ts';
import { portalRoutes } from './routes.ts';
import { createPortalService } from './service.ts';
import { moodleTrust, portalTrust, trustPortal } from './trust-repository.ts';

export { trustColumn } from './repository.ts';
export type { Portal, PortalDetails } from './portal.ts';

/** What portals are made with. */
export interface PortalsDeps extends Omit<RemovalDeps, 'repository' | 'courses' | 'sessions'> {
  clock: Clock;
  sealing: Sealing;
  courses: Pick<Courses, 'registerLaunch' | 'coursesOfRealm'>;
  sessions: Pick<Sessions, 'issueTicket' | 'endAllInCourses' | 'endAllOfPortal'>;
  /** Our address; its origin is what portals write into `aud`. */
  publicUrl: string;
}

export type Portals = ReturnType<typeof createPortals>;

/** Makes launches by portals, and the portals that may sign people in. */
export function createPortals(deps: PortalsDeps) {
  const { db, clock, sealing, courses, sessions, publicUrl } = deps;
  const audience = new URL(publicUrl).origin;
  const repository = createPortalRepository(db, sealing);
  const service = createPortalService({
    repository,
    provisioning: portalProvisioning(courses),
    tickets: {
      issue: (launched) => sessions.issueTicket({ kind: 'person', ...launched, meetingId: null }),
    },
    clock,
    audience,
  });
  const routes: Route[] = portalRoutes(service);
  const jobs: Job[] = [
    {
      name: 'portal-sweep',
      every: 3600,
      onOneBridge: true,
      work: service.sweep,
    },
  ];
  return {
    ...service,
    /** `aud` of launches. */
    audience,
    /** What every portal may vouch for, by id. */
    vouches: (trx: Database = db): Promise<Map<string, Vouches>> => portalTrust(trx),
    /** What connected Moodles may vouch for. */
    moodles: (trx: Database = db): Promise<TrustedMoodle[]> => moodleTrust(trx),
    /** Says what a portal may vouch for. False when there is none with this id. */
    trust: (id: string, vouches: Vouches): Promise<boolean> => trustPortal(db, id, vouches),
    /** Takes one away for good, with what it opened. False when there is none with this id. */
    dismiss: (id: string): Promise<boolean> => dismissPortal({ ...deps, repository }, id),
    routes,
    jobs,
  };
}
