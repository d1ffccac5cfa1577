import { courseRole, type Capability } from './contract.ts';

/** A course as the bridge keeps it. Titles are text, never HTML. */
export interface Course {
  id: string;
  /** Issuer or wwwroot that `externalId` belongs to. */
  realm: string;
  /** The course's id there (Moodle's course id, LTI's `context.id`). */
  externalId: string;
  label: string | null;
  title: string;
  /** Path of the LMS's categories, outermost first, or null where the source does not say. */
  category: string | null;
  createdAt: number;
  updatedAt: number;
  /** When the LMS was found to have deleted it; null while it is there. What happened in it is kept. */
  retiredAt: number | null;
}

export const courseRoles = courseRole.options;

/** What somebody is in one course. The order of `courseRoles` is from most to least. */
export type CourseRole = (typeof courseRoles)[number];

/** The roles that may host a course's meetings unless the campus configures others. */
export const defaultHostRoles: readonly CourseRole[] = ['editing-teacher', 'teacher'];

/** The role that counts when a person has several; `other` when there is none. */
export const strongestRole = (roles: readonly CourseRole[]): CourseRole =>
  courseRoles.find((role) => roles.includes(role)) ?? 'other';

/** Whether somebody has a capability: where the LMS does not say what is granted, whoever hosts has all of them. */
export const hasCapability = (
  of: { capabilities?: readonly Capability[] | null } | null,
  wanted: Capability,
): boolean => of?.capabilities?.includes(wanted) ?? true;

/** Teaching or running the course, as opposed to attending it. */
export const isStaff = (role: CourseRole): boolean =>
  role === 'editing-teacher' || role === 'teacher' || role === 'manager';

const ltiRoles: Readonly<Record<string, CourseRole>> = {
  instructor: 'teacher',
  assistant: 'teacher',
  administrator: 'manager',
  learner: 'student',
};

/**
 * The course role that an LTI role stands for. LTI does not say whether an instructor may edit, so an
 * instructor is a `teacher`; mentors and observers are `other`.
 */
export const roleFromLti = (role: string): CourseRole => ltiRoles[role.toLowerCase()] ?? 'other';

/** What a source says of a course; null where it does not say. */
export interface CourseFacts {
  externalId: string;
  label: string | null;
  title: string | null;
  category: string | null;
}

export interface GroupFacts {
  externalId: string;
  /** Null where the source knows only the id (LTI). */
  name: string | null;
}

/** A group of a course, as the bridge keeps it. */
export interface CourseGroup {
  id: string;
  externalId: string;
  name: string;
}
