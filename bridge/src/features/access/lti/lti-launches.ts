import { withoutEndSlashes } from '../../../kernel/urls.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Log } from '../../../kernel/log.ts';
import type { PageRoute } from '../../../kernel/route.ts';
import {
  isActive,
  originsOf,
  platformOf,
  registerPlatform,
  type PlatformDetails,
} from './platforms.ts';
import type {
  CourseGroup,
  CoursePlans,
  LaunchProvisioning,
  LineItem,
  LineItemDraft,
  LineResult,
  LogoutReader,
  LtiProtocol,
  Platform,
  PlatformAudit,
  Roster,
  RosterTrigger,
  Score,
  TicketIssuer,
  ToolAddresses,
} from './ports.ts';
import { openRegistration } from './registration.ts';
import { createLaunchRepository, type LaunchRepository } from './repository.ts';
import { launchRoutes } from './routes.ts';

/** What launches are handed. */
export interface LtiLaunchesDeps {
  database: Database;
  clock: Clock;
  log: Log;
  protocol: LtiProtocol;
  /** Our root as browsers and platforms reach it, for example `https://meet.uni.example`. */
  publicUrl: string;
  /** How platforms show us. */
  clientName: string;
  audit: PlatformAudit;
  provisioning: LaunchProvisioning;
  tickets: TicketIssuer;
  syncService: RosterTrigger;
  events: Pick<Events, 'emit'>;
  signedOut: LogoutReader;
  /** Whether anyone may register a platform at /lti/register: for demos. */
  registrationOpen: boolean;
}

/** LTI 1.3 for the rest of the bridge. Services fail with lti/platform-unknown, -unavailable, -refused or -bad-answer. */
export interface LtiLaunches {
  /** The pages, by which course's meetings may be linked to. */
  pageRoutes(meetings: CoursePlans): PageRoute[];
  /** What an administrator copies into a platform to register us by hand. */
  addresses: ToolAddresses;
  registerPlatform(details: PlatformDetails): Promise<Platform>;
  platforms(): Promise<Platform[]>;
  /** The origins of active platforms: those whose pages may frame the panel. */
  frameAncestors(): Promise<string[]>;
  /** The address of a one-time registration, to be handed to a platform's administrator. */
  openRegistration(lifeMs: number, madeBy?: string | null): Promise<string>;
  rotateKeys(): Promise<void>;
  nrpsMembers(platformId: string, membershipsUrl: string): Promise<Roster>;
  courseGroups(platformId: string, groupsUrl: string): Promise<CourseGroup[]>;
  grades: {
    list(platformId: string, lineItemsUrl: string): Promise<LineItem[]>;
    create(platformId: string, lineItemsUrl: string, draft: LineItemDraft): Promise<LineItem>;
    update(platformId: string, lineItemUrl: string, draft: LineItemDraft): Promise<LineItem>;
    remove(platformId: string, lineItemUrl: string): Promise<void>;
    /** Also fails with lti/score-stale when the platform has a score as new as this one. */
    score(platformId: string, lineItemUrl: string, score: Score): Promise<void>;
    results(platformId: string, lineItemUrl: string): Promise<LineResult[]>;
  };
}

/** Makes the feature. */
export function createLtiLaunches(deps: LtiLaunchesDeps): LtiLaunches {
  const repository = createLaunchRepository(deps.database);
  const tool = addressesOf(deps.publicUrl, deps.clientName);
  const ports = { ...deps, repository, tool, openToAnyone: deps.registrationOpen };
  const { protocol } = deps;
  return {
    pageRoutes: (meetings) => launchRoutes({ ...ports, meetings }),
    addresses: tool,
    registerPlatform: (details) => registerPlatform(details, ports),
    platforms: () => repository.platforms(),
    frameAncestors: async () => [
      ...new Set((await repository.platforms()).filter(isActive).flatMap(originsOf)),
    ],
    openRegistration: async (lifeMs, madeBy = null) =>
      `${root(deps.publicUrl)}/lti/register/${await openRegistration(lifeMs, ports, madeBy)}`,
    rotateKeys: () => protocol.rotateKeys(),
    courseGroups: async (id, url) => protocol.groups(await platformOf(repository, id), url),
    nrpsMembers: async (id, url) => protocol.members(await platformOf(repository, id), url),
    grades: gradesById(repository, protocol),
  };
}

const root = (publicUrl: string): string => withoutEndSlashes(publicUrl);

function addressesOf(publicUrl: string, clientName: string): ToolAddresses {
  const lti = `${root(publicUrl)}/lti`;
  return {
    loginUrl: `${lti}/login`,
    launchUrl: `${lti}/launch`,
    jwksUrl: `${lti}/jwks.json`,
    targetLinkUri: `${lti}/launch`,
    clientName,
    description: 'Video meetings inside your courses · 课程内视频会议',
    iconUrl: `${root(publicUrl)}/icons/icon.svg`,
  };
}

function gradesById(repository: LaunchRepository, { grades }: LtiProtocol): LtiLaunches['grades'] {
  return {
    list: async (id, url) => grades.list(await platformOf(repository, id), url),
    create: async (id, url, draft) => grades.create(await platformOf(repository, id), url, draft),
    update: async (id, url, draft) => grades.update(await platformOf(repository, id), url, draft),
    remove: async (id, url) => grades.remove(await platformOf(repository, id), url),
    score: async (id, url, score) => grades.score(await platformOf(repository, id), url, score),
    results: async (id, url) => grades.results(await platformOf(repository, id), url),
  };
}
