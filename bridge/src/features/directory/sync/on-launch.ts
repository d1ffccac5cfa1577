import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Courses } from '../courses/index.ts';
import { normaliseRealm } from '../people/index.ts';
import { saveAddress } from './addresses-repository.ts';
import { nrpsName } from './nrps-source.ts';
import type { RosterSource } from './ports.ts';
import * as repository from './repository.ts';
import type { SyncService } from './service.ts';

export interface LaunchSyncDeps {
  syncService: Pick<SyncService, 'run' | 'sources'>;
  courses: Pick<Courses, 'course'>;
  db: Database;
  clock: Clock;
  log: Log;
  /** Milliseconds that must pass between two runs that launches of one course set off; 10 minutes unless told. */
  minimumIntervalMs?: number;
}

/** A launch of a course; `nrpsUrl` is null where the platform offers no roster service. */
export interface CourseLaunched {
  courseId: string;
  platformId: string;
  nrpsUrl: string | null;
  /** Where it offers the course's groups. */
  groupsUrl?: string | null;
}

/** Fetches a course's roster when somebody launches it, but not more often than the interval. */
export function createLaunchSync(ports: LaunchSyncDeps) {
  const underWay = new Set<Promise<void>>();
  return {
    /** Answers once it is decided; the run goes on by itself, and its failure stands in the list of runs. */
    courseLaunched: async (launch: CourseLaunched): Promise<void> => {
      const { courseId, platformId, nrpsUrl, groupsUrl = null } = launch;
      if (nrpsUrl !== null) {
        await saveAddress(ports.db, { courseId, platformId, nrpsUrl, groupsUrl });
      }
      const way = await wayTo(ports, launch);
      if (!way || !(await isDue(ports, way))) return;
      const run = fetchRoster(ports, way).finally(() => underWay.delete(run));
      underWay.add(run);
    },
    /** Resolves when no run that a launch set off is under way; for closing down. */
    idle: async (): Promise<void> => {
      await Promise.all(underWay);
    },
  };
}

interface Way {
  source: string;
  scope: string;
}

/** The LMS's web services where they are configured (roles and groups are finer there), else NRPS. */
async function wayTo(ports: LaunchSyncDeps, launch: CourseLaunched): Promise<Way | null> {
  const course = await ports.courses.course(launch.courseId);
  if (!course) return null;
  const ofRealm = (source: RosterSource) =>
    source.kind === 'course' &&
    source.realm !== null &&
    normaliseRealm(source.realm) === course.realm;
  const lms = ports.syncService.sources.find(ofRealm);
  if (lms) return { source: lms.name, scope: course.externalId };
  // By name: a Moodle's plugin lists courses of no realm in particular, too.
  const nrps = ports.syncService.sources.find(({ name }) => name === nrpsName);
  return nrps && launch.nrpsUrl !== null ? { source: nrps.name, scope: launch.courseId } : null;
}

async function isDue(ports: LaunchSyncDeps, way: Way): Promise<boolean> {
  const last = await repository.lastStart(ports.db, way.source, way.scope);
  return last === null || ports.clock.now() - last >= (ports.minimumIntervalMs ?? 600_000);
}

async function fetchRoster(ports: LaunchSyncDeps, way: Way): Promise<void> {
  try {
    await ports.syncService.run(way.source, { scope: way.scope });
  } catch (error) {
    // Two launches at the same moment: the first one's run serves both.
    if (!isFailure(error, 'roster/already-running')) {
      ports.log.error(
        { err: error, ...way },
        'the roster of a launched course could not be fetched',
      );
    }
  }
}
