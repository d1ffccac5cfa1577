import type { CategoryRole, Enrolment, Role } from '../campus.ts';
import { termStartsAt } from './courses.ts';

const enrolment = (courseId: number, personId: number, role: Role): Enrolment => ({
  courseId,
  personId,
  role,
  status: 'active',
  start: termStartsAt,
  end: 0,
});

const span = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Who teaches (editing first, then non-editing) and which students' numbers attend. */
interface CourseStaffing {
  courseId: number;
  teachers: number[];
  assistants?: number[];
  students: number[];
}

const odd = [543, 544, 545, 546, 547, 548, 549, 550, 551, 553, 566];

const staffing: CourseStaffing[] = [
  { courseId: 2, teachers: [523], assistants: [524], students: [...span(3, 62), ...odd] },
  { courseId: 3, teachers: [524], assistants: [525], students: span(33, 92) },
  { courseId: 4, teachers: [526, 527], students: span(93, 152) },
  { courseId: 5, teachers: [528, 523], assistants: [526], students: span(143, 222) },
  { courseId: 6, teachers: [529], students: span(3, 32) },
  { courseId: 8, teachers: [532], students: span(203, 262) },
  { courseId: 9, teachers: [533, 535], students: span(243, 302) },
  { courseId: 10, teachers: [538], assistants: [539], students: span(303, 352) },
  { courseId: 11, teachers: [541], students: [...span(353, 382), ...odd] },
  { courseId: 12, teachers: [554, 555], assistants: [556], students: span(3, 502) },
  { courseId: 13, teachers: [557], students: span(103, 162) },
];

/** Three who are on CS101's list and may not enter: suspended, over, not begun. */
function closedEnrolments(): Enrolment[] {
  return [
    { ...enrolment(2, 63, 'student'), status: 'suspended' },
    { ...enrolment(2, 64, 'student'), end: Date.UTC(2026, 9, 1) },
    { ...enrolment(2, 65, 'student'), start: Date.UTC(2099, 0, 1) },
  ];
}

/** Everybody's place in every course. */
export function enrolments(): Enrolment[] {
  const regular = staffing.flatMap(({ courseId, teachers, assistants = [], students }) => [
    ...teachers.map((id) => enrolment(courseId, id, 'editingteacher')),
    ...assistants.map((id) => enrolment(courseId, id, 'teacher')),
    ...students.map((id) => enrolment(courseId, id, 'student')),
  ]);
  return [...regular, ...closedEnrolments()];
}

/** Department administrators manage their department; t0020 manages the whole College of Computing. */
export const categoryRoles = (): CategoryRole[] => [
  ...[3, 4, 5, 7, 8, 10, 11, 12].map((categoryId, index) => ({
    categoryId,
    personId: 558 + index,
    role: 'manager' as const,
  })),
  { categoryId: 2, personId: 542, role: 'manager' },
];
