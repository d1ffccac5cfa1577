import { z } from 'zod';
import { endpoint, id, cursor } from '../../../kernel/contract.ts';

/** What somebody may be in a course, from most to least. */
export const courseRole = z.enum(['editing-teacher', 'teacher', 'manager', 'student', 'other']);

/** What an LMS with capabilities of its own may allow somebody who hosts, or not (decision 0036). */
export const capability = z.enum(['invite-guests', 'view-attendance', 'all-groups']);
export type Capability = z.infer<typeof capability>;

/** As an LMS says it; what this version does not know is left out: a plugin may be newer. */
export const saidCapabilities = z
  .array(z.string().max(60))
  .max(20)
  .transform((all) => capability.options.filter((one) => all.includes(one)));

const group = z.object({ id, name: z.string() });

/** One of the reader's courses. */
export const courseSummary = z.object({
  id,
  title: z.string(),
  label: z.string().nullable(),
  category: z.string().nullable(),
  /** What the reader is in it. */
  role: courseRole,
  mayHost: z.boolean(),
  /** See everybody's attendance, beside the own; absent: from a bridge of the version before. */
  mayViewAttendance: z.boolean().optional(),
});
export type CourseSummary = z.infer<typeof courseSummary>;

/** A course page's facts, as one member sees them. */
export const courseView = courseSummary.extend({
  /** False: a host of the own groups only; absent: from a bridge of the version before. */
  hostsAllGroups: z.boolean().optional(),
  /** The groups that the reader is in; for hosts of all groups, all of them. */
  groups: z.array(group),
  memberCount: z.int().nonnegative(),
});
export type CourseView = z.infer<typeof courseView>;

export const courseMember = z.object({
  personId: id,
  displayName: z.string(),
  role: courseRole,
  mayHost: z.boolean(),
  groupIds: z.array(id),
  /** Null for readers who do not host this member’s groups: they do not see addresses. */
  email: z.string().nullable(),
});
export type CourseMember = z.infer<typeof courseMember>;

const byCourse = z.strictObject({ courseId: id });

export const listMyCourses = endpoint({
  id: 'listMyCourses',
  summary: 'The courses that the caller is in, by title.',
  method: 'GET',
  path: '/api/courses',
  who: 'person',
  reply: z.object({ courses: z.array(courseSummary) }),
});

export const getCourse = endpoint({
  id: 'getCourse',
  summary: 'One course, for its members.',
  method: 'GET',
  path: '/api/courses/:courseId',
  who: 'person',
  params: byCourse,
  reply: courseView,
});

export const listCourseMembers = endpoint({
  id: 'listCourseMembers',
  summary: "A page of a course's active members by name, for its members.",
  method: 'GET',
  path: '/api/courses/:courseId/members',
  who: 'person',
  params: byCourse,
  query: z.strictObject({
    cursor,
    limit: z.coerce.number().int().min(1).max(200).default(50),
    /** Part of a name or campus number. */
    query: z.string().trim().max(100).optional(),
  }),
  reply: z.object({ members: z.array(courseMember), next: z.string().nullable() }),
});
