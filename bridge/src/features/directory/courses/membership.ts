import { kindOf } from '../people/index.ts';
import type { Capability } from './contract.ts';
import { isStaff, strongestRole, type CourseRole } from './course.ts';

/** What one source says of one person in one course. */
export interface MembershipRecord {
  courseId: string;
  personId: string;
  source: string;
  role: CourseRole;
  /** The source's ids of the person's groups; null when it says nothing of groups. */
  groups: string[] | null;
  /** What it grants beside the role; null when it says nothing of capabilities. */
  capabilities: Capability[] | null;
  status: 'active' | 'removed';
  seenAt: number;
  /** When role, groups or status last changed. */
  changedAt: number;
}

export interface ResolvedMembership {
  role: CourseRole;
  status: 'active' | 'removed';
  groups: string[];
  capabilities: Capability[] | null;
  /**
   * Let in by a launch as staff, though the course's own list names others only: a manager of the category,
   * an administrator who looks in. They are no members: nobody counts, lists or calls them.
   */
  visiting: boolean;
}

/**
 * How long a launch by itself keeps somebody in a course whose list does not name them (managers of a
 * category are on no list): as long as a session lasts, in milliseconds.
 */
export const launchVouchesMs = 12 * 3_600_000;

/** What is known of the course beside what is said of the person. */
interface CourseKnown {
  /** Some list (Moodle's enrolments, NRPS) names who is in it. */
  isListed: boolean;
}

/**
 * What follows from all that is said of one person in one course:
 * - in, while a list (Moodle's enrolments, NRPS) names them, or when they launched after it dropped them;
 * - the newest word decides whether they teach, except that NRPS never takes teaching away from a launch:
 *   Moodle calls a non-editing teacher a Learner in NRPS and an Instructor in the launch;
 * - of two words for teaching (or for attending) the list's is finer and counts;
 * - groups are Moodle's where it names the person, else the newest that anyone said.
 */
export function resolveMembership(
  records: readonly MembershipRecord[],
  { isListed }: CourseKnown = { isListed: false },
): ResolvedMembership {
  const list = latestList(records);
  const launch = validLaunch(records, list);
  if (list?.status !== 'active') {
    const role = launch?.role ?? strongestRole(records.map((record) => record.role));
    const status = launch ? 'active' : 'removed';
    const visiting = launch !== null && isListed && isStaff(role);
    const capabilities = capabilitiesIn(launch);
    return { role, status, groups: launch?.groups ?? [], capabilities, visiting };
  }
  const role = roleOf(list, launch);
  const groups = groupsOf(list, launch);
  // Whose role counts, theirs are the capabilities as well.
  const capabilities = capabilitiesIn(role === list.role ? list : launch);
  return { role, status: 'active', groups, capabilities, visiting: false };
}

const capabilitiesIn = (record: MembershipRecord | null): Capability[] | null =>
  record?.capabilities ?? null;

/** The list that counts: Moodle's own before NRPS, and one that names the person before one that does not. */
function latestList(records: readonly MembershipRecord[]): MembershipRecord | null {
  const order = (record: MembershipRecord) =>
    (record.status === 'active' ? 0 : 2) + (kindOf(record.source) === 'moodle' ? 0 : 1);
  const lists = records.filter((record) => kindOf(record.source) !== 'lti');
  return lists.sort((a, b) => order(a) - order(b) || b.changedAt - a.changedAt)[0] ?? null;
}

/** The latest launch, unless a list dropped the person since. */
function validLaunch(
  records: readonly MembershipRecord[],
  list: MembershipRecord | null,
): MembershipRecord | null {
  const ltiLaunches = records.filter(
    (record) => kindOf(record.source) === 'lti' && record.status === 'active',
  );
  const latest = ltiLaunches.sort((a, b) => b.seenAt - a.seenAt)[0] ?? null;
  const dropped = list?.status === 'removed' ? list.changedAt : -1;
  return latest && latest.seenAt > dropped ? latest : null;
}

function roleOf(list: MembershipRecord, launch: MembershipRecord | null): CourseRole {
  if (!launch || isStaff(list.role) === isStaff(launch.role)) return list.role;
  if (launch.seenAt >= list.changedAt) return launch.role;
  return kindOf(list.source) === 'moodle' ? list.role : strongestRole([list.role, launch.role]);
}

function groupsOf(list: MembershipRecord, launch: MembershipRecord | null): string[] {
  const said = [list, launch].filter((record) => record !== null && record.groups !== null);
  if (list.groups !== null && kindOf(list.source) === 'moodle') return list.groups;
  const newest = said.sort((a, b) => (b?.seenAt ?? 0) - (a?.seenAt ?? 0))[0];
  return newest?.groups ?? [];
}
