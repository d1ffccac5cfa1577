import { enrolmentIn, managesCourse, type Campus, type Course, type Role } from '../campus.ts';

/** To whom Moodle grants what beside hosting, as the plugin (db/access.php) and Moodle itself set it at first. */
const granted = {
  'invite-guests': ['editingteacher', 'manager'],
  'view-attendance': ['teacher', 'editingteacher', 'manager'],
  'all-groups': ['editingteacher', 'manager'],
} as const satisfies Record<string, readonly Role[]>;

type Capability = keyof typeof granted;

const names = Object.keys(granted) as Capability[];

/** What somebody in the course is granted; where groups are not separate, everybody has all of them. */
export function capabilitiesOf(campus: Campus, course: Course, personId: number): Capability[] {
  const enrolled = enrolmentIn(campus, course.id, personId)?.role ?? 'student';
  const role: Role = managesCourse(campus, personId, course) ? 'manager' : enrolled;
  return names.filter((name) => {
    const holders: readonly Role[] = granted[name];
    return (name === 'all-groups' && course.groupMode !== 1) || holders.includes(role);
  });
}
