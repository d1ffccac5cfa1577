import type { Audit } from '../../audit/index.ts';
import type { DepartmentsSnapshot, Problem, RosterSnapshot } from './snapshot.ts';

export type { CourseSnapshot, DepartmentsSnapshot, Problem, RosterSnapshot } from './snapshot.ts';
export type { CourseRole } from '../courses/index.ts';
export type { DepartmentFacts } from '../departments/index.ts';
export type { PersonFacts } from '../people/index.ts';

/** Where a roster comes from: Moodle's web services, a directory, NRPS. One suite holds for all of them. */
export interface RosterSource {
  /** What it is called in `sync <name>` and in the list of runs. */
  name: string;
  kind: RosterSnapshot['kind'];
  /** The realm whose courses this source can list; null for one that lists none or several. */
  realm: string | null;
  /** What a run without a scope goes through, one run each: course ids for courses, `all` for a directory. */
  scopes: () => Promise<string[]>;
  /** Whether a course of its realm is one that it could list; every one unless told. */
  lists?: (externalId: string) => boolean;
  /**
   * Everything that the source says of one scope. It is the whole of it, or the promise fails with
   * lms/… , directory/… or lti/platform-…: `unavailable` (away), `refused` (said no), `bad-answer`.
   * Where it takes long, `read` is told how many more entries were read.
   */
  snapshot: (scope: string, read?: (entries: number) => void) => Promise<RosterSnapshot>;
  /**
   * What changed since the cursor of an earlier telling: changed and new people with their places, by
   * `extent: 'changes'`. Fails as `snapshot` does. Sources that can only tell everything have no such function.
   */
  changes?: (scope: string, cursor: string) => Promise<DepartmentsSnapshot | FullRunDue>;
}

/** The source cannot say what changed; `reason` is a sentence for the operator. */
export interface FullRunDue {
  fullRunDue: string;
}

/** One line of an NRPS roster, as the LTI client reads it. */
export interface NrpsMember {
  subject: string;
  status: string;
  /** LTI roles, strongest first: `instructor`, `learner`, … */
  roles: readonly string[];
  givenName: string;
  familyName: string;
  name: string;
  email: string | null;
  campusNumber: string | null;
  /** The platform's ids of the member's groups; null or absent: nothing is said of them. */
  groups?: readonly string[] | null;
}

/** Reads a course's groups (LTI Course Groups Service). */
export type CourseGroups = (
  platformId: string,
  url: string,
) => Promise<readonly { externalId: string; name: string | null }[]>;

/** Reads a whole NRPS roster; every page was read, or it fails. */
export type NrpsMembers = (
  platformId: string,
  url: string,
) => Promise<{
  courseExternalId: string | null;
  members: readonly NrpsMember[];
  /** Odd values that were left out. */
  problems?: readonly Problem[];
}>;

/** Keeps what was done, in the caller's transaction (features/audit). */
export type AuditTrail = Pick<Audit, 'recordAll'>;
