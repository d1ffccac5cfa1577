import type { CourseRole } from '../../features/directory/sync/ports.ts';

/** Moodle's own roles by short name; a campus adds its own roles to these by configuration. */
export const standardRoles: Readonly<Record<string, CourseRole>> = {
  manager: 'manager',
  coursecreator: 'manager',
  editingteacher: 'editing-teacher',
  teacher: 'teacher',
  student: 'student',
};

/** From most to least, as course roles are told apart. */
const order: readonly CourseRole[] = ['editing-teacher', 'teacher', 'manager', 'student', 'other'];

/**
 * The role that counts of several. Somebody with no role, or with one that nobody mapped, is in the
 * course nevertheless: as `other`.
 */
export function roleOf(
  shortnames: readonly string[],
  roles: Readonly<Record<string, CourseRole>>,
): CourseRole {
  const found = shortnames.map((shortname) => roles[shortname] ?? 'other');
  return order.find((role) => found.includes(role)) ?? 'other';
}
