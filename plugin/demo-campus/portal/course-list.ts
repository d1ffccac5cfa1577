import {
  enrolmentsOf,
  enrolmentIn,
  isActive,
  managesCourse,
  type Campus,
  type Course,
  type Person,
} from '../campus.ts';
import { html, type Html } from './html.ts';
import { displayName } from './names.ts';
import type { Visit } from './visit.ts';

/** Courses that the person is enrolled in and sees; a closed enrolment's course is listed, its page says why not. */
export function coursesOf(campus: Campus, person: Person): Course[] {
  return [...campus.courses.values()].filter((course) => {
    const role = enrolmentIn(campus, course.id, person.id)?.role;
    return role !== undefined && (course.visible || role !== 'student');
  });
}

/** Courses that the person may enter because of a role above them. */
export const managedCourses = (campus: Campus, person: Person): Course[] =>
  [...campus.courses.values()].filter(
    (course) =>
      managesCourse(campus, person.id, course) && !enrolmentIn(campus, course.id, person.id),
  );

/** How many people count in the course at `now`: not those whose account is closed. */
export const memberCount = (campus: Campus, course: Course, now: number): number =>
  enrolmentsOf(campus, course.id).filter(
    (each) => isActive(each, now) && campus.people.get(each.personId)?.suspended !== true,
  ).length;

/** Those who teach it, editing teachers first. */
export function teachersOf(campus: Campus, course: Course): Person[] {
  const enrolments = enrolmentsOf(campus, course.id);
  return (['editingteacher', 'teacher'] as const)
    .flatMap((role) => enrolments.filter((each) => each.role === role))
    .flatMap((each) => campus.people.get(each.personId) ?? []);
}

/** Colour of a course, as a hue in degrees. */
export const hueOf = (course: Course): number => (150 + course.id * 53) % 360;

function card(
  campus: Campus,
  visit: Visit,
  { course, now }: { course: Course; now: number },
): Html {
  const { words } = visit;
  const category = campus.categories.find((each) => each.id === course.categoryId);
  return html`<a
    class="course-card"
    href="/course/view.php?id=${course.id}"
    data-hue="${hueOf(course)}"
    data-region="course-content"
    data-course-id="${course.id}"
  >
    <span class="course-art" aria-hidden="true"></span>
    <span class="course-text">
      <small>${category?.name}</small>
      <b class="coursename">${course.fullName}</b>
      <span class="quiet"
        >${teachersOf(campus, course).map(displayName).slice(0, 2).join('、')}</span
      >
      <span class="course-foot"
        ><span>${course.shortName}</span
        ><span>${words.members(memberCount(campus, course, now))}</span></span
      >
      ${!course.visible && html`<span class="badge">${words.hidden}</span>`}
    </span>
  </a>`;
}

/** A grid of course cards. */
export const courseGrid = (
  campus: Campus,
  visit: Visit,
  { courses, now }: { courses: Course[]; now: number },
): Html =>
  html`<div class="course-grid">
    ${courses.map((course) => card(campus, visit, { course, now }))}
  </div>`;
