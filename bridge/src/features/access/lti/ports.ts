import type { JWK } from 'jose';
import type { Audit } from '../../audit/index.ts';
import type {
  LaunchClaims,
  LaunchServices,
  LaunchPerson,
  NewPlatform,
  Platform,
} from './launch.ts';
import type { CourseRole, DeepLinkingSettings } from './launch.ts';
import type {
  ContentItem,
  CourseGroup,
  LineItem,
  LineItemDraft,
  LineResult,
  Roster,
  Score,
} from './services.ts';

export type * from './launch.ts';
export type * from './services.ts';
export { onPlatform } from './origins.ts';

/** What a launch says, for those who keep people and courses. */
export interface LaunchFacts {
  /** Where it comes from, as a source of people: `lti:<platformId>`. */
  source: string;
  platformId: string;
  person: LaunchPerson & { timezone: string | null };
  /** The LMS's stand-in for a student. */
  testUser?: boolean;
  course: {
    externalId: string;
    label: string | null;
    title: string | null;
    sourcedId: string | null;
  } | null;
  /** The link that was opened; `moduleId` is Moodle's course module (cmid), known only there. */
  resourceLink: { id: string; title: string | null; moduleId: string | null } | null;
  /** The strongest of `roles`. */
  role: CourseRole;
  roles: CourseRole[];
  /** The platform's group ids; an empty list says "in no group", as the platform sees it. */
  groups: string[];
  services: LaunchServices;
  /** Milliseconds. */
  at: number;
}

/** Owned by people and courses: makes or refreshes person, course and membership from a launch. */
export interface LaunchProvisioning {
  register(
    facts: LaunchFacts,
  ): Promise<{ personId: string; courseId: string | null; role: string }>;
}

/** Owned by sessions: a one-time ticket that the panel trades for a session. */
export interface TicketIssuer {
  issue(request: {
    personId: string;
    courseId: string | null;
    role: string;
    locale: string | null;
    timezone: string | null;
    launchId: string;
    expiresInMs: number;
  }): Promise<string>;
}

/** Owned by rosters: told at each launch, so that a roster can be fetched when it is due. */
export interface RosterTrigger {
  courseLaunched(launch: {
    courseId: string;
    nrpsUrl: string;
    groupsUrl: string | null;
    platformId: string;
  }): Promise<void>;
}

/** A meeting of a course that is to be planned, once or every `interval` weeks until a day. */
export interface WantedPlan {
  title: string;
  schedule: {
    /** As on the wall, in the zone: `2026-11-24T08:00`. */
    startsAt: string;
    timezone: string;
    durationMinutes: number;
    weekly: { until: string; interval: 1 | 2 } | null;
  };
}

/** Owned by meetings: what a teacher may link to, besides the course's room itself. */
export interface CoursePlans {
  /** Planned meetings by their series, when they are next (milliseconds) and every how many weeks. */
  upcoming(
    courseId: string,
  ): Promise<{ id: string; title: string; startsAt: number; weeks: number | null }[]>;
  mayPlan(courseId: string, personId: string): Promise<boolean>;
  /** Plans all or none; answers their series, in the same order. @throws Failure meeting/not-host, request/invalid */
  plan(
    at: { courseId: string; personId: string },
    wanted: readonly WantedPlan[],
  ): Promise<string[]>;
  /** The meeting of a series that runs or is next; null where it is no series of the course. */
  find(courseId: string, seriesId: string): Promise<{ meetingId: string | null } | null>;
}

/** Keeps what was done with platforms, in the caller's transaction (features/audit). */
export type PlatformAudit = Pick<Audit, 'record'>;

/** One of our own signing keys. */
export interface ToolKey {
  kid: string;
  privateJwk: JWK;
  publicJwk: JWK;
  createdAt: number;
}

/** Where our own signing keys are kept. */
export interface KeyStore {
  /** Newest first. */
  list(): Promise<ToolKey[]>;
  add(key: ToolKey): Promise<void>;
  /** Forgets every key but these. */
  keepOnly(kids: readonly string[]): Promise<void>;
}

/** Our own addresses, as a platform must know them. */
export interface ToolAddresses {
  loginUrl: string;
  launchUrl: string;
  jwksUrl: string;
  /** What a link in a course opens when nothing else was chosen; the launch URL. */
  targetLinkUri: string;
  clientName: string;
  /** What a platform's list of tools says of us, and shows. */
  description: string;
  iconUrl: string;
}

/** Somebody signed out at a platform. */
export interface LogoutNotice {
  subject: string;
  /** Milliseconds; what was opened later goes on. */
  at: number;
}

/** Owned by sessions: ends what somebody's launches opened. */
export type LogoutReader = (notice: LogoutNotice & { issuer: string }) => Promise<void>;

/** The parts of LTI 1.3 that need no user: adapters/lti implements it. */
export interface LtiProtocol {
  /** Fails with lti/token-… or lti/platform-unavailable, each defect with its own code. */
  verifyLaunch(
    idToken: string,
    expected: { platform: Platform; nonceDigest: string },
  ): Promise<LaunchClaims>;
  /** Whom a logout token says that it is from and for, unverified. Fails with lti/token-malformed. */
  logoutParties(token: string): { issuer: string; audiences: string[] };
  /** Fails as `verifyLaunch` does. */
  verifyLogout(token: string, platform: Platform): Promise<LogoutNotice>;
  /** Signs a deep linking response (form field `JWT`). */
  deepLinkingResponse(answer: {
    platform: Platform;
    deploymentId: string;
    settings: DeepLinkingSettings;
    items: ContentItem[];
  }): Promise<string>;
  publicKeys(): Promise<{ keys: JWK[] }>;
  rotateKeys(): Promise<void>;
  /** Dynamic registration: asks the platform to take us in, answers what it is to us. */
  register(request: RegistrationRequest): Promise<NewPlatform>;
  members(platform: Platform, membershipsUrl: string): Promise<Roster>;
  groups(platform: Platform, groupsUrl: string): Promise<CourseGroup[]>;
  grades: GradeService;
}

/** What a platform's administrator brings to /lti/register. */
export interface RegistrationRequest {
  openidConfiguration: string;
  registrationToken: string | null;
  tool: ToolAddresses;
}

/** Assignment and Grade Services 2.0. A score that is not newer than the stored one fails with lti/score-stale, one that is not taken with lti/score-refused. */
export interface GradeService {
  list(platform: Platform, lineItemsUrl: string): Promise<LineItem[]>;
  create(platform: Platform, lineItemsUrl: string, draft: LineItemDraft): Promise<LineItem>;
  update(platform: Platform, lineItemUrl: string, draft: LineItemDraft): Promise<LineItem>;
  remove(platform: Platform, lineItemUrl: string): Promise<void>;
  score(platform: Platform, lineItemUrl: string, score: Score): Promise<void>;
  /** What the gradebook holds of everybody; fails with lti/line-item-gone besides. */
  results(platform: Platform, lineItemUrl: string): Promise<LineResult[]>;
}
