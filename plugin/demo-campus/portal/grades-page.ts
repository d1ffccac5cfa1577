import { enrolmentsOf, type Person } from '../campus.ts';
import { isInstructor } from '../lti-platform/access.ts';
import type { LineItem } from '../lti-platform/gradebook.ts';
import type { PageContent } from './chrome.ts';
import { courseHead, type CourseView } from './course-page.ts';
import { html, type Html } from './html.ts';
import { avatar, nameOf } from './names.ts';

/** The gradebook's columns of a course, of whichever tool. */
const columnsOf = ({ platform, course }: CourseView): LineItem[] =>
  [...platform.gradebook.content().items.values()].filter((item) => item.courseId === course.id);

/** Whose grades are shown: everybody's to those who teach, one's own to a student. */
function studentsOf({ platform, course, person }: CourseView): Person[] {
  const { campus } = platform;
  const all = enrolmentsOf(campus, course.id).filter(({ role }) => role === 'student');
  const people = all.flatMap(({ personId }) => campus.people.get(personId) ?? []);
  return isInstructor(campus, person, course)
    ? people
    : people.filter((one) => one.id === person.id);
}

function gradeCell({ platform }: CourseView, item: LineItem, student: Person): Html {
  const result = platform.gradebook.results(item.id).find((one) => one.userId === student.id);
  const score = result?.score ?? null;
  return html`<td class="grade">${score === null ? '–' : score.toFixed(2)}</td>`;
}

/** `/grade/report/index.php`: what tools have given. */
export function gradesPage(view: CourseView): PageContent {
  const { words } = view.visit;
  const columns = columnsOf(view);
  const rows = studentsOf(view).map(
    (student) =>
      html`<tr data-item>
        <td>
          <span class="person"
            >${avatar(student)}<span>${nameOf(student)}<small>${student.email}</small></span></span
          >
        </td>
        ${columns.map((item) => gradeCell(view, item, student))}
      </tr>`,
  );
  const body = html`${courseHead(view, 'grades')}
    <section class="card">
      ${columns.length === 0 && html`<p class="quiet">${words.noGrades}</p>`}
      <table>
        <thead>
          <tr>
            <th>${words.name}</th>
            ${columns.map((item) => html`<th>${item.label} / ${item.scoreMaximum}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </section>`;
  return { title: words.grades, body, section: '/my/' };
}
