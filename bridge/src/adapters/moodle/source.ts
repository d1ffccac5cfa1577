import { Failure } from '../../kernel/failure.ts';
import type {
  CourseRole,
  CourseSnapshot,
  PersonFacts,
  Problem,
} from '../../features/rosters/ports.ts';
import type { RosterSource } from '../../features/rosters/ports.ts';
import type { EnrolledUser, MoodleCourse, UserDetails } from './answers.ts';
import { MoodleRefusal, type Call } from './client.ts';
import * as functions from './functions.ts';
import { roleOf, standardRoles } from './roles.ts';

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
  const realm = settings.wwwroot.replace(/\/+$/u, '');
  return {
    name: settings.name,
    kind: 'course',
    realm,
    scopes: () => listScopes(call, settings.categoryIds ?? []),
    snapshot: async (scope) => {
      const courseId = Number(scope);
      const isId = Number.isSafeInteger(courseId) && courseId > siteCourse;
      const course = isId ? await functions.getCourse(call, courseId) : null;
      if (!course) {
        const detail = `Moodle shows no course ${scope.slice(0, 20)}: unknown, or hidden (moodle/course:viewhiddencourses).`;
        throw new Failure('lms/refused', { detail });
      }
      const problems: Problem[] = [];
      const users = await functions.getEnrolledUsers(
        call,
        courseId,
        Math.max(2, settings.pageSize ?? 200),
      );
      const details = await detailsOf(call, users, problems);
      noticeSilentTraps(course, users, problems);
      const category = await categoryPath(call, course, problems);
      return assemble({ course, users, details, category, problems }, { settings, realm });
    },
  };
}

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
      reason: `refused (${error.errorcode}): suspended accounts cannot be told from active ones`,
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
      reason: `refused (${error.errorcode})`,
    });
    return null;
  }
}

/** Some missing capabilities make Moodle leave people out without a word. What can be seen of that is reported. */
function noticeSilentTraps(
  course: MoodleCourse,
  users: readonly EnrolledUser[],
  problems: Problem[],
): void {
  const notice = (field: string | null, reason: string) =>
    problems.push({ where: `course ${course.id}`, field, reason });
  const contacts = new Set(course.contacts.map(({ id }) => id));
  if (users.length === 0 && contacts.size > 0) {
    notice(null, 'has teachers, but lists no members: moodle/site:accessallgroups may be missing');
  }
  if (users.length > 0 && users.every(({ id }) => contacts.has(id))) {
    notice(null, 'lists only its teachers: moodle/user:viewdetails may be missing');
  }
  if (users.length > 0 && users.every(({ email }) => email === null)) {
    notice('email', 'nobody has an e-mail address: moodle/course:useremail may be missing');
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
