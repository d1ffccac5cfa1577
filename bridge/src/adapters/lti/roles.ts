import type { CourseRole } from '../../features/access/lti/ports.ts';

/** Strongest first: what one is taken for when the platform says several. */
const order: readonly CourseRole[] = [
  'instructor',
  'assistant',
  'administrator',
  'learner',
  'mentor',
  'observer',
  'other',
];

/** LIS v2 membership roles (LTI 1.3 core, A.2.3); ContentDeveloper, Manager and Officer do not teach. */
const principal = new Map<string, CourseRole>(
  Object.entries({
    instructor: 'instructor',
    teachingassistant: 'assistant',
    administrator: 'administrator',
    // Short names that platforms other than by the book send.
    teacher: 'instructor',
    editingteacher: 'instructor',
    lecturer: 'instructor',
    learner: 'learner',
    student: 'learner',
    mentor: 'mentor',
    observer: 'observer',
    auditor: 'observer',
    noncreditlearner: 'learner',
    guestlearner: 'learner',
  } satisfies Record<string, CourseRole>),
);

interface Reading {
  role: CourseRole;
  /** A sub-role such as Instructor#TeachingAssistant says more than the principal that comes with it. */
  assistantSubRole: boolean;
}

/**
 * Roles of a person in the course, strongest first, without repeats. Takes full LIS v2 URIs, LTI 1.1
 * URNs and the short names that NRPS allows. A faculty member of the institution is not thereby an
 * instructor of the course; an administrator of system or institution is `administrator`.
 */
export function courseRoles(roles: readonly string[]): CourseRole[] {
  const readings = roles.map(readRole).filter((reading) => reading !== null);
  const found = new Set(readings.map(({ role }) => role));
  // Platforms send membership#Instructor along with membership/Instructor#TeachingAssistant.
  if (readings.some(({ assistantSubRole }) => assistantSubRole)) found.delete('instructor');
  return order.filter((role) => found.has(role));
}

/** The stand-in that an LMS lets teachers look through the eyes of (LTI core A.2.4): nobody of the campus. */
export const isTestUser = (roles: readonly string[]): boolean =>
  roles.some((role) => /(?:^|[#/])TestUser$/iu.test(role));

/** The roles of both lists, strongest first, without repeats. */
export const mergeRoles = (one: readonly CourseRole[], two: readonly CourseRole[]): CourseRole[] =>
  order.filter((role) => one.includes(role) || two.includes(role));

function readRole(role: string): Reading | null {
  const membership = /(?:membership(?:\/([a-z]+))?#|^urn:lti:role:ims\/lis\/)([a-z/]+)$/iu.exec(
    role,
  );
  if (membership) return fromMembership(membership[1], membership[2] ?? '');
  if (/[#:/]|^urn:/u.test(role)) return fromElsewhere(role);
  return fromMembership(undefined, role);
}

function fromMembership(parent: string | undefined, name: string): Reading {
  const [head, tail] = name.toLowerCase().split('/');
  const own = tail ?? head ?? '';
  const above = parent?.toLowerCase() ?? (tail === undefined ? undefined : head);
  const assistantSubRole = above === 'instructor' && own.startsWith('teachingassistant');
  const role = assistantSubRole ? 'assistant' : principal.get(above ?? own);
  return { role: role ?? 'other', assistantSubRole };
}

function fromElsewhere(role: string): Reading | null {
  const isAdministrator =
    /(?:system|institution)\/person#(?:Administrator|SysAdmin|AccountAdmin)$/iu.test(role) ||
    /^urn:lti:(?:sys|inst)role:ims\/lis\/(?:Sys)?Administrator$/iu.test(role);
  return isAdministrator ? { role: 'administrator', assistantSubRole: false } : null;
}
