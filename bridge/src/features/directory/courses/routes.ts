import { z } from 'zod';
import { createCursor } from '../../../kernel/cursor.ts';
import { Failure } from '../../../kernel/failure.ts';
import { route, type Route } from '../../../kernel/route.ts';
import { getCourse, listCourseMembers, listMyCourses } from './contract.ts';
import type { CourseMember, CourseSummary, CourseView } from './contract.ts';
import type { Course } from './course.ts';
import { hostsThose, type CourseService, type Membership } from './service.ts';

/** Who wants to be hidden from whom. */
export interface Sight {
  /** Those of these ids that the reader may know to be somebody's. */
  withoutHidden: (readerId: string, personIds: readonly string[]) => Promise<string[]>;
}

/** What the panel may ask of courses. Everything is for members only. */
export function courseRoutes(courses: CourseService, sight: Sight): Route[] {
  return [
    route(listMyCourses, 'read', async ({ caller }) => ({
      courses: (await courses.coursesOf(caller.personId)).map(({ course, ...known }) =>
        summary(course, courses.membershipBy(known)),
      ),
    })),
    route(getCourse, 'read', async ({ caller, params }) => {
      const { course, membership } = await asMember(courses, params.courseId, caller.personId);
      return view(courses, course, membership);
    }),
    route(listCourseMembers, 'read', async ({ caller, params, query }) => {
      const { membership } = await asMember(courses, params.courseId, caller.personId);
      const { courseId } = params;
      const found = await page(courses, { ...query, courseId, reader: membership });
      const ids = found.members.map(({ personId }) => personId);
      const known = new Set(await sight.withoutHidden(caller.personId, ids));
      return { ...found, members: found.members.filter(({ personId }) => known.has(personId)) };
    }),
  ];
}

async function asMember(
  courses: CourseService,
  courseId: string,
  personId: string,
): Promise<{ course: Course; membership: Membership }> {
  const course = await courses.course(courseId);
  if (!course) throw new Failure('course/not-found');
  const membership = await courses.membership(courseId, personId);
  if (!membership) {
    throw new Failure(course.retiredAt === null ? 'course/not-a-member' : 'course/retired');
  }
  return { course, membership };
}

const summary = (
  course: Course,
  mine: Pick<Membership, 'role' | 'mayHost' | 'mayViewAttendance'>,
): CourseSummary => ({
  id: course.id,
  title: course.title,
  label: course.label,
  category: course.category,
  role: mine.role,
  mayHost: mine.mayHost,
  mayViewAttendance: mine.mayViewAttendance,
});

async function view(courses: CourseService, course: Course, mine: Membership): Promise<CourseView> {
  const groups = await courses.groups(course.id);
  return {
    ...summary(course, mine),
    hostsAllGroups: mine.hostsAllGroups,
    groups: groups
      .filter((group) => mine.hostsAllGroups || mine.groupIds.includes(group.id))
      .map((group) => ({ id: group.id, name: group.name })),
    memberCount: await courses.countMembers(course.id),
  };
}

const cursor = createCursor(
  'members.1',
  z.strictObject({ sortName: z.string(), personId: z.string() }),
);

interface PageWanted {
  courseId: string;
  cursor?: string | undefined;
  limit: number;
  query?: string | undefined;
  reader: Membership;
}

async function page(
  courses: CourseService,
  wanted: PageWanted,
): Promise<{ members: CourseMember[]; next: string | null }> {
  const found = await courses.members({
    courseId: wanted.courseId,
    query: wanted.query === undefined || wanted.query === '' ? null : wanted.query,
    after: cursor.read(wanted.cursor),
    limit: wanted.limit + 1,
  });
  const shown = found.slice(0, wanted.limit);
  const last = found.length > wanted.limit ? shown.at(-1) : undefined;
  return {
    members: shown.map((member) => ({
      personId: member.personId,
      displayName: member.displayName,
      role: member.role,
      mayHost: courses.membershipBy(member).mayHost,
      groupIds: member.groupIds,
      email: hostsThose(wanted.reader, member.groupIds) ? member.email : null,
    })),
    next: cursor.write(last ? { sortName: last.sortName, personId: last.personId } : null),
  };
}
