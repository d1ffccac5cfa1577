/** The public interface of what keeps people, courses and departments as their sources say. */
import type { Route } from '../../../kernel/route.ts';
import type { TableWriter } from '../../../kernel/table.ts';
import type { Courses } from '../courses/index.ts';
import type { Departments } from '../departments/index.ts';
import type { People } from '../people/index.ts';
import type { AdminScope, Roles } from '../roles/index.ts';
import { someRosterAddress } from './addresses-repository.ts';
import { directoryRoutes } from './directory/routes.ts';
import { createNrpsSource } from './nrps-source.ts';
import { createLaunchSync } from './on-launch.ts';
import type { CourseGroups, NrpsMembers } from './ports.ts';
import { rosterRoutes } from './routes.ts';
import { syncJobs, type SyncTimes } from './schedule.ts';
import { createSyncService, type SyncServiceDeps } from './service.ts';

export type { NrpsMember, NrpsMembers, RosterSource } from './ports.ts';
export type { Count, Run } from './run.ts';
export type { CourseSnapshot, DepartmentsSnapshot, RosterSnapshot } from './snapshot.ts';

/** What synchronising is made with. */
export interface SyncDeps extends SyncServiceDeps {
  people: People;
  courses: Courses;
  departments: Departments;
  /** When sources are synchronised by themselves; never unless told. */
  times?: SyncTimes;
  /** The rosters that LTI platforms offer, for LMSs whose web services are not among the sources. */
  nrps?: {
    members: NrpsMembers;
    groups?: CourseGroups;
    /** Ids of the platforms that are let in: the others are not asked. */
    activePlatforms: () => Promise<ReadonlySet<string>>;
  };
}

/** What its endpoints need besides. */
interface SyncRouteDeps {
  roles: Pick<Roles, 'require' | 'requireSystem'>;
  writer: TableWriter;
}

export type Sync = ReturnType<typeof createSync>;

/** Makes what keeps people, courses and departments as their sources say. */
export function createSync(deps: SyncDeps) {
  const { db, times } = deps;
  const syncService = createSyncService({ ...deps, sources: withNrps(deps) });
  const routesOf = ({ roles, writer }: SyncRouteDeps): Route[] => [
    ...rosterRoutes({ ...deps, syncService, requireSystem: roles.requireSystem }),
    ...directoryRoutes({ ...deps, syncService, scopes: roles }, writer),
  ];
  return {
    ...syncService,
    ...createLaunchSync({ ...deps, syncService }),
    /** Where some course's roster of a platform can be fetched: to try whether it answers. */
    someRosterAddress: (platformId: string): Promise<string | null> =>
      someRosterAddress(db, platformId),
    routes: routesOf,
    waiting: [
      {
        kind: 'directory-runs' as const,
        count: ({ scope }: { scope: AdminScope }): Promise<number> => syncService.countHeld(scope),
      },
    ],
    jobs: times ? syncJobs(syncService, times) : [],
  };
}

/** The sources that are configured, and LTI's roster service for courses that none of them lists. */
function withNrps({ db, people, courses, sources, nrps }: SyncDeps): SyncDeps['sources'] {
  if (!nrps) return sources;
  const covered = new Set(
    sources.flatMap(({ realm, kind }) =>
      realm !== null && kind === 'course' ? [people.realmOf(realm)] : [],
    ),
  );
  const { members: nrpsMembers, groups: courseGroups, activePlatforms } = nrps;
  const isCovered = (realm: string): boolean => covered.has(realm);
  return [
    ...sources,
    createNrpsSource({ db, courses, isCovered, nrpsMembers, courseGroups, activePlatforms }),
  ];
}
