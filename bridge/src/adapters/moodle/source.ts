import { withoutEndSlashes } from '../../kernel/urls.ts';
import { Failure } from '../../kernel/failure.ts';
import type {
  CourseRole,
  CourseSnapshot,
  PersonFacts,
  Problem,
} from '../../features/directory/sync/ports.ts';
import type { RosterSource } from '../../features/directory/sync/ports.ts';
import type { EnrolledUser, MoodleCourse, UserDetails } from './answers.ts';
import { named, roleEditor } from './capabilities.ts';
import { MoodleRefusal, type Call } from './client.ts';
import * as functions from './functions.ts';
import { roleOf, standardRoles } from './roles.ts';
import { silentTraps } from './traps.ts';

/** Which Moodle, and what of it. */
export interface MoodleSourceSettings {
  name: string;
  wwwroot: string;
  /** Only courses of these categories and of those below them; all when empty. */
  categoryIds?: readonly number[];
  /** The campus's own roles by short name, on top of Moodle's. */
  roles?: Readonly<Record<string, CourseRole>>;
  /** People asked for in one call, at least 2; 200 unless told. */
  pageSize?: number;
}

/** The site's front page, which Moodle keeps as a course in which everybody is. */
const siteCourse = 1;

/** Moodle's courses as rosters. A scope is a course's id in Moodle. */
export function createMoodleSource(call: Call, settings: MoodleSourceSettings): RosterSource {
  const realm = withoutEndSlashes(settings.wwwroot);
  return {
    name: settings.name,
    kind: 'course',
    realm,
    scopes: () => listScopes(call, settings.categoryIds ?? []),
    // Rooms of the activity plugin are told of by the plugin.
    lists: (externalId) => /^\d+$/u.test(externalId),
    snapshot: async (scope) => {
      const courseId = Number(scope);
      const isId = Number.isSafeInteger(courseId) && courseId > siteCourse;
      const course = isId ? await functions.getCourse(call, courseId) : null;
      if (!course && isId && (await functions.isGone(call, courseId))) {
        return retired(courseId, realm);
      }
      if (!course) {
        const detail = `Moodle shows no course ${scope.slice(0, 20)}: unknown, or hidden; for hidden ones the token's role needs ${named('moodle/course:viewhiddencourses')} and ${named('moodle/course:view')}, ticked in ${roleEditor}.`;
        throw new Failure('lms/refused', { detail });
      }
      const problems: Problem[] = [];
      const users = await functions.getEnrolledUsers(
        call,
        courseId,
        Math.max(2, settings.pageSize ?? 200),
      );
      const details = await detailsOf(call, users, problems);
      problems.push(...(await silentTraps(call, course, users)));
      const category = await categoryPath(call, course, problems);
      return assemble({ course, users, details, category, problems }, { settings, realm });
    },
  };
}

/** A course that was deleted: nobody is in it. */
const retired = (courseId: number, realm: string): CourseSnapshot => ({
  kind: 'course',
  source: `moodle:${realm}`,
  realm,
  course: {
    externalId: String(courseId),
    label: null,
    title: null,
    category: null,
  },
  groups: [],
  people: [],
  memberships: [],
  retired: true,
  problems: [
    {
      where: `course ${courseId}`,
      field: null,
      reason: 'was deleted in Moodle: retired, its members end, its history is kept',
    },
  ],
});

/** Moodle's reason, with the capability where it names one. */
const why = ({ errorcode, capability }: MoodleRefusal): string =>
  capability === null ? errorcode : `${errorcode}: ${capability} is missing`;

async function listScopes(call: Call, categoryIds: readonly number[]): Promise<string[]> {
  const courses = (await functions.getAllCourses(call)).filter(({ id }) => id !== siteCourse);
  if (categoryIds.length === 0) return courses.map(({ id }) => String(id));
  const categories = await functions.getCategories(call);
  const wanted = new Set(
    categories
      .filter(({ path }) => path.split('/').some((id) => categoryIds.includes(Number(id))))
      .map(({ id }) => id),
  );
  return courses
    .filter(({ categoryid }) => categoryid !== null && wanted.has(categoryid))
    .map(({ id }) => String(id));
}

/** The list of enrolled users takes suspended accounts for active ones: this tells them apart. */
async function detailsOf(
  call: Call,
  users: readonly EnrolledUser[],
  problems: Problem[],
): Promise<Map<number, UserDetails>> {
  try {
    const ids = users.map(({ id }) => id);
    const details = await functions.getUserDetails(call, ids);
    return new Map(details.map((user) => [user.id, user]));
  } catch (error) {
    if (!(error instanceof MoodleRefusal)) throw error;
    problems.push({
      where: 'core_user_get_users_by_field',
      field: null,
      reason: `refused (${why(error)}): suspended accounts cannot be told from active ones`,
    });
    return new Map();
  }
}

async function categoryPath(
  call: Call,
  course: MoodleCourse,
  problems: Problem[],
): Promise<string | null> {
  try {
    const categories = new Map((await functions.getCategories(call)).map((one) => [one.id, one]));
    const path = categories.get(course.categoryid ?? 0)?.path ?? '';
    const names = path.split('/').map((id) => categories.get(Number(id))?.name);
    return names.filter((name) => name !== undefined).join(' / ') || null;
  } catch (error) {
    if (!(error instanceof MoodleRefusal)) throw error;
    problems.push({
      where: `course ${course.id}`,
      field: 'category',
      reason: `refused (${why(error)})`,
    });
    return null;
  }
}

interface Read {
  course: MoodleCourse;
  users: readonly EnrolledUser[];
  details: ReadonlyMap<number, UserDetails>;
  category: string | null;
  problems: Problem[];
}

function assemble(
  read: Read,
  { settings, realm }: { settings: MoodleSourceSettings; realm: string },
): CourseSnapshot {
  const roles = { ...standardRoles, ...settings.roles };
  const groups = new Map(
    read.users.flatMap((user) => user.groups).map((group) => [group.id, group.name]),
  );
  const people = read.users.map((user) => toPerson(user, read.details.get(user.id)));
  const enters = read.users.filter(({ id }) => read.details.get(id)?.suspended !== true);
  return {
    kind: 'course',
    source: `moodle:${realm}`,
    realm,
    course: {
      externalId: String(read.course.id),
      label: read.course.shortname,
      title: read.course.fullname,
      category: read.category,
    },
    groups: [...groups].map(([id, name]) => ({ externalId: String(id), name })),
    people,
    memberships: enters.map((user) => ({
      personExternalId: String(user.id),
      role: roleOf(
        user.roles.map(({ shortname }) => shortname),
        roles,
      ),
      groupExternalIds: user.groups.map(({ id }) => String(id)),
    })),
    problems: [...read.problems, ...unmappedRoles(read.users, roles)],
  };
}

function toPerson(user: EnrolledUser, details: UserDetails | undefined): PersonFacts {
  return {
    externalId: String(user.id),
    // Moodle's fullname has the order of the site's language; the parts are put together anew.
    displayName: user.firstname || user.lastname ? '' : user.fullname,
    givenName: user.firstname,
    familyName: user.lastname,
    email: user.email,
    campusNumber: user.idnumber,
    phone: user.phone2 ?? user.phone1,
    locale: details?.lang ?? null,
    timezone: details?.timezone === '99' ? null : (details?.timezone ?? null),
    suspended: details?.suspended ?? false,
  };
}

function unmappedRoles(
  users: readonly EnrolledUser[],
  roles: Readonly<Record<string, CourseRole>>,
): Problem[] {
  const names = new Set(users.flatMap((user) => user.roles.map(({ shortname }) => shortname)));
  return [...names]
    .filter((name) => roles[name] === undefined)
    .map((name) => ({
      where: `role ${name}`,
      field: 'role',
      reason: 'is not mapped: taken as "other"',
    }));
}
