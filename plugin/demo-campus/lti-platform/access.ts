import {
  enrolmentIn,
  isActive,
  managesCourse,
  type Campus,
  type Course,
  type Person,
} from '../campus.ts';

/** True when the person may open the course at `now`: manages it, or is actively enrolled (students: in a visible one). */
export function mayEnter(
  campus: Campus,
  person: Person,
  { course, now }: { course: Course; now: number },
): boolean {
  if (managesCourse(campus, person.id, course)) return true;
  const enrolment = enrolmentIn(campus, course.id, person.id);
  if (!enrolment || !isActive(enrolment, now)) return false;
  return course.visible || enrolment.role !== 'student';
}

/** Moodle's `mod/lti:manage`, which makes an LTI Instructor: any teacher, editing or not, and managers. */
export function isInstructor(campus: Campus, person: Person, course: Course): boolean {
  const role = enrolmentIn(campus, course.id, person.id)?.role;
  return managesCourse(campus, person.id, course) || (role !== undefined && role !== 'student');
}

/** Moodle's `moodle/course:manageactivities`: editing teachers and managers, not the non-editing teacher. */
export function isEditor(campus: Campus, person: Person, course: Course): boolean {
  const role = enrolmentIn(campus, course.id, person.id)?.role;
  return (
    managesCourse(campus, person.id, course) || role === 'editingteacher' || role === 'manager'
  );
}
