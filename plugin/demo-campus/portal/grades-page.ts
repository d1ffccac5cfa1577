import { enrolmentsOf, type Person } from '../campus.ts';
import { isInstructor } from '../lti-platform/access.ts';
import { goesBeyond } from '../lti-platform/beyond-moodle.ts';
import type { LineItem } from '../lti-platform/gradebook.ts';
import type { PageContent } from './chrome.ts';
import { courseHead } from './course-page.ts';
import type { CourseView } from './course-view.ts';
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

/** A column: of a tool by LTI, or of the activity plugin. */
interface Column {
  label: string;
  maximum: number;
  scoreOf: (student: Person) => number | null;
  /** Where the work that a grade is for is looked at, where there is that. */
  reviewOf?: (student: Person) => string;
}

const toolColumn =
  ({ platform, course }: CourseView) =>
  (item: LineItem): Column => ({
    ...(goesBeyond(course) && {
      reviewOf: ({ id }) => `/mod/lti/review.php?course=${course.id}&item=${item.id}&user=${id}`,
    }),
    label: item.label,
    maximum: item.scoreMaximum,
    scoreOf: ({ id }) =>
      platform.gradebook.results(item.id).find((one) => one.userId === id)?.score ?? null,
  });

const pluginColumns = ({ plugin, course }: CourseView): Column[] =>
  plugin?.activitiesOf(course.id).map((activity) => ({
    label: activity.title,
    maximum: activity.gradeMaximum,
    scoreOf: ({ id }) => plugin.grade(activity, id),
  })) ?? [];

function gradeCell({ scoreOf, reviewOf }: Column, student: Person): Html {
  const score = scoreOf(student)?.toFixed(2) ?? '–';
  const shown = reviewOf ? html`<a href="${reviewOf(student)}">${score}</a>` : score;
  return html`<td class="grade">${shown}</td>`;
}

/** `/grade/report/index.php`: what tools have given. */
export function gradesPage(view: CourseView): PageContent {
  const { words } = view.visit;
  const columns = [...columnsOf(view).map(toolColumn(view)), ...pluginColumns(view)];
  const rows = studentsOf(view).map(
    (student) =>
      html`<tr data-item>
        <td>
          <span class="person"
            >${avatar(student)}<span>${nameOf(student)}<small>${student.email}</small></span></span
          >
        </td>
        ${columns.map((column) => gradeCell(column, student))}
      </tr>`,
  );
  const body = html`${courseHead(view, 'grades')}
    <section class="card">
      ${columns.length === 0 && html`<p class="quiet">${words.noGrades}</p>`}
      <table>
        <thead>
          <tr>
            <th>${words.name}</th>
            ${columns.map(({ label, maximum }) => html`<th>${label} / ${maximum}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </section>`;
  return { title: words.grades, body, section: '/my/' };
}
