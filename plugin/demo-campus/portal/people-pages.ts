import {
  enrolmentsOf,
  isActive,
  type Campus,
  type Enrolment,
  type Person,
  type Role,
} from '../campus.ts';
import { demoPassword } from '../data/people.ts';
import type { PageContent } from './chrome.ts';
import { courseHead } from './course-page.ts';
import type { CourseView } from './course-view.ts';
import { html, type Html } from './html.ts';
import { avatar, nameOf } from './names.ts';
import type { Visit } from './visit.ts';
import type { Words } from './words.ts';

const roleOrder: Role[] = ['manager', 'editingteacher', 'teacher', 'student'];

const roleName = (words: Words, role: Role): string =>
  ({
    manager: words.roleManager,
    editingteacher: words.roleEditingteacher,
    teacher: words.roleTeacher,
    student: words.roleStudent,
  })[role];

const searchField = ({ words }: Visit): Html =>
  html`<input
    type="search"
    data-filter
    aria-label="${words.search}"
    placeholder="${words.search}"
  />`;

function participantRow(
  { platform, visit, course, person }: CourseView,
  enrolment: Enrolment,
): Html | null {
  const { campus } = platform;
  const { words } = visit;
  const member = campus.people.get(enrolment.personId);
  if (!member) return null;
  const groups = campus.groups.filter(
    (group) => group.courseId === course.id && group.memberIds.includes(member.id),
  );
  return html`<tr data-item>
    <td>
      <span class="person"
        >${avatar(member)}<span
          >${nameOf(member)}${member.id === person.id && html` <em>(${words.you})</em>`}<small
            >${member.email}</small
          ></span
        ></span
      >
    </td>
    <td>${roleName(words, enrolment.role)}</td>
    <td class="wide">${groups.map((group) => group.name).join(', ')}</td>
    <td>
      ${!isActive(enrolment, platform.now()) && html`<span class="badge">${words.notActive}</span>`}
    </td>
  </tr>`;
}

/** `/user/index.php`: who is in the course. */
export function participantsPage(view: CourseView): PageContent {
  const { platform, visit, course } = view;
  const { words } = visit;
  const members = enrolmentsOf(platform.campus, course.id).toSorted(
    (a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role),
  );
  const body = html`${courseHead(view, 'people')}
    <section class="card" data-filtered>
      ${searchField(visit)}
      <table>
        <thead>
          <tr>
            <th>${words.name}</th>
            <th>${words.role}</th>
            <th class="wide">${words.groups}</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${members.map((enrolment) => participantRow(view, enrolment))}
        </tbody>
      </table>
      <p class="quiet" data-empty hidden>${words.nobody}</p>
    </section>`;
  return { title: words.participants, body, section: '/my/' };
}

function personRow(campus: Campus, { words }: Visit, person: Person): Html {
  const department = campus.categories.find((each) => each.id === person.departmentId);
  const enter = html`<form method="post" action="/login/index.php">
    <input type="hidden" name="username" value="${person.username}" />
    <input type="hidden" name="password" value="${person.password}" />
    <button class="button quiet-button" type="submit">${words.enterAs}</button>
  </form>`;
  return html`<tr data-item>
    <td>
      <span class="person"
        >${avatar(person)}<span
          >${nameOf(person)}<small>${person.email} ${person.phone}</small></span
        ></span
      >
    </td>
    <td><code>${person.username}</code></td>
    <td class="wide">${department?.name}</td>
    <td>${person.suspended ? html`<span class="badge">${words.suspended}</span>` : enter}</td>
  </tr>`;
}

/** `/people-of-the-demo`: everybody that one can be. */
export function everybodyPage(campus: Campus, visit: Visit): PageContent {
  const { words } = visit;
  const kinds = [
    ['it-admin', words.itAdmin],
    ['department-admin', words.departmentAdmin],
    ['teacher', words.teacher],
    ['student', words.student],
  ] as const;
  const people = [...campus.people.values()].filter((person) => !person.deleted);
  const section = ([kind, title]: (typeof kinds)[number]) =>
    html`<section data-group>
      <h2>${title}</h2>
      <table>
        <thead>
          <tr>
            <th>${words.name}</th>
            <th>${words.username}</th>
            <th class="wide">${words.department}</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${people.filter((each) => each.kind === kind).map((each) => personRow(campus, visit, each))}
        </tbody>
      </table>
    </section>`;
  const body = html`<section class="card" data-filtered>
    <h1>${words.people}</h1>
    <p class="quiet">${words.demoNote} <code>${demoPassword}</code></p>
    ${searchField(visit)} ${kinds.map(section)}
    <p class="quiet" data-empty hidden>${words.nobody}</p>
  </section>`;
  return { title: words.people, body, section: '/people-of-the-demo' };
}
