import type { Database } from '../../../kernel/database.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import { roleFromLti, strongestRole, type Courses } from '../courses/index.ts';
import { findAddress, listAddresses, type RosterAddress } from './addresses-repository.ts';
import type { CourseGroups, NrpsMember, NrpsMembers, RosterSource } from './ports.ts';
import type { CourseSnapshot, Problem } from './snapshot.ts';

interface Ports {
  db: Database;
  courses: Pick<Courses, 'course'>;
  nrpsMembers: NrpsMembers;
  /** Reads groups, where a launch offered them; none unless told. */
  courseGroups?: CourseGroups | undefined;
  /** Whether an LMS's own web services list the courses of this realm: they know better, and one source is enough. */
  isCovered?: (realm: string) => boolean;
  /** The platforms that are let in: the others are not asked. All of them unless told. */
  activePlatforms?: () => Promise<ReadonlySet<string>>;
}

/** By this name the source is found among those of other LMSs. */
export const nrpsName = 'nrps';

/**
 * The rosters that LTI platforms offer (NRPS 2.0), for LMSs whose web services are not configured.
 * A scope is a course's id at the bridge; known are the courses that were launched with a roster address.
 */
export function createNrpsSource(ports: Ports): RosterSource {
  return {
    name: nrpsName,
    kind: 'course',
    realm: null,
    scopes: () => uncovered(ports),
    snapshot: async (courseId) => {
      const course = await ports.courses.course(courseId);
      if (course && ports.isCovered?.(course.realm)) {
        const detail = 'The web services of its LMS list this course: they know better than NRPS.';
        throw new Failure('roster/covered', { detail });
      }
      const address = await findAddress(ports.db, courseId);
      if (!course || !address)
        throw new Failure('course/not-found', { detail: 'No roster address is known.' });
      const { groups, problems } = await groupsAt(ports, address);
      const url = groups === null ? address.nrpsUrl : withGroups(address.nrpsUrl);
      const roster = await ports.nrpsMembers(address.platformId, url);
      // An address that a tool may read can be any course's: the answer must be of this one.
      if (roster.courseExternalId !== null && roster.courseExternalId !== course.externalId) {
        throw new Failure('lti/platform-bad-answer', {
          detail: 'The roster is of another course.',
        });
      }
      const listed = roster.members.filter(({ status }) => status.toLowerCase() === 'active');
      const snapshot: CourseSnapshot = {
        kind: 'course',
        source: `nrps:${address.platformId}`,
        realm: course.realm,
        course: { externalId: course.externalId, label: null, title: null, category: null },
        groups: [...(groups ?? [])],
        people: listed.map(toPerson),
        memberships: listed.map((member) => ({
          personExternalId: member.subject,
          role: strongestRole(member.roles.map(roleFromLti)),
          groupExternalIds: groups === null ? null : groupsOf(member, groups),
        })),
        problems: [...problems, ...(roster.problems ?? [])],
      };
      return snapshot;
    },
  };
}

interface OfferedGroups {
  /** Null where the platform offers none to be read, or they could not be read: those that are known stay. */
  groups: Awaited<ReturnType<CourseGroups>> | null;
  problems: Problem[];
}

/** The course's groups. That they fail is told, and keeps nobody out of the roster. */
async function groupsAt(
  { courseGroups }: Ports,
  { platformId, groupsUrl }: RosterAddress,
): Promise<OfferedGroups> {
  if (!courseGroups || groupsUrl === null) return { groups: null, problems: [] };
  try {
    return { groups: await courseGroups(platformId, groupsUrl), problems: [] };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const reason = `Groups stay as they were. ${error.message}`;
    return { groups: null, problems: [{ where: 'groups', field: null, reason }] };
  }
}

/** The roster says who is in which group where it is asked to (Course Groups Service 1.0, 3.3). */
function withGroups(nrpsUrl: string): string {
  const url = new URL(nrpsUrl);
  url.searchParams.set('groups', 'true');
  return url.href;
}

/** Of the groups that are known; null where the roster says nothing of this member's. */
function groupsOf(member: NrpsMember, known: readonly { externalId: string }[]): string[] | null {
  if (!member.groups) return null;
  const ids = new Set(known.map(({ externalId }) => externalId));
  return member.groups.filter((id) => ids.has(id)).sort();
}

async function uncovered({ db, courses, isCovered, activePlatforms }: Ports): Promise<string[]> {
  const active = await activePlatforms?.();
  const all = await listAddresses(db);
  const asked = all.filter(({ platformId }) => active?.has(platformId) ?? true);
  const ids = asked.map(({ courseId }) => courseId);
  if (!isCovered) return ids;
  const found = await Promise.all(ids.map((id) => courses.course(id)));
  return ids.filter((_id, at) => !isCovered(found[at]?.realm ?? ''));
}

const toPerson = (member: NrpsMember) => ({
  externalId: member.subject,
  displayName: member.name,
  givenName: member.givenName,
  familyName: member.familyName,
  email: member.email,
  campusNumber: member.campusNumber,
  phone: null,
  locale: null,
  timezone: null,
  suspended: false,
});
