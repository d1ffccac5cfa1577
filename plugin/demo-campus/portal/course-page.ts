import { activityLine } from '../activity-plugin/marks.ts';
import { categoryPath, type Activity } from '../campus.ts';
import { syllabus, type Week } from '../data/syllabus.ts';
import { isEditor } from '../lti-platform/access.ts';
import type { PageContent } from './chrome.ts';
import { hueOf, memberCount, teachersOf } from './course-list.ts';
import type { CourseView } from './course-view.ts';
import { announcementCard } from './home-page.ts';
import { html, type Html } from './html.ts';
import { ltiFrame, ltiWindowLink, ltiWindowPage } from './lti-frame.ts';
import { avatar, nameOf } from './names.ts';
import type { Visit } from './visit.ts';

/** The band above every page of a course: where it belongs, its name, its pages. */
export function courseHead(
  { platform, visit, course, asGuest }: CourseView,
  current: 'course' | 'people' | 'grades' | '',
): Html {
  const { campus } = platform;
  const { words } = visit;
  const path = categoryPath(campus, course.categoryId).toReversed();
  const link = (page: string, name: string, words: string) =>
    html`<a href="${page}?id=${course.id}" ${name === current && html` aria-current=page`}
      >${words}</a
    >`;
  return html`<header class="course-head" data-hue="${hueOf(course)}">
    <p class="path">${path.map((category) => html`<span>${category.name}</span>`)}</p>
    <h1>${course.fullName}</h1>
    <p>
      ${course.shortName} · ${words.members(memberCount(campus, course, platform.now()))}
      ${!course.visible && html`<span class="badge">${words.hidden}</span>`}
    </p>
    <nav class="tabs">
      ${link('/course/view.php', 'course', words.courseContent)}
      ${!asGuest && link('/user/index.php', 'people', words.participants)}
      ${!asGuest && link('/grade/report/index.php', 'grades', words.grades)}
    </nav>
  </header>`;
}

const camera = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path
    d="M3 7a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM15 10l6-4v12l-6-4z"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linejoin="round"
  />
</svg>`;

function embedded({ platform, visit }: CourseView, activity: Activity): Html {
  return html`<section class="card activity" id="module-${activity.cmid}">
    <h2>${camera}<a href="/mod/lti/view.php?id=${activity.cmid}">${activity.title}</a></h2>
    ${activity.intro && html`<p class="quiet">${activity.intro}</p>`}
    ${ltiFrame(platform, activity) ?? html`<p class="flaw">${visit.words.noTool}</p>`}
  </section>`;
}

function linked({ platform, visit }: CourseView, activity: Activity): Html {
  const inWindow = activity.container === 'window';
  const label = html`${camera}<span
      ><b>${activity.title}</b>
      <small>${activity.intro}${inWindow && html` · ${visit.words.opensInWindow} ↗`}</small></span
    >`;
  const link = inWindow
    ? ltiWindowLink(platform, activity, label)
    : html`<a class="activity-link" href="/mod/lti/view.php?id=${activity.cmid}">${label}</a>`;
  return html`<section class="card activity-line" id="module-${activity.cmid}">${link}</section>`;
}

function weeks({ words }: Visit, plan: Week[]): Html | false {
  if (plan.length === 0) return false;
  const line = ({ number, topic, current }: Week) =>
    html`<li${current && html` class=current`}>
      <span>${words.weeks(number, number + 1)}</span><b>${topic}</b>
      ${current && html`<em>${words.thisWeek}</em>`}
    </li>`;
  return html`<section class="card">
    <h2>${words.courseContent}</h2>
    <ol class="weeks">
      ${plan.map(line)}
    </ol>
  </section>`;
}

function side({ platform, visit, course }: CourseView): Html {
  const { campus } = platform;
  const { words } = visit;
  const groups = campus.groups.filter((group) => group.courseId === course.id);
  return html`<aside>
    <section class="card">
      <h2>${words.teachers}</h2>
      ${teachersOf(campus, course).map(
        (teacher) =>
          html`<p class="person">
            ${avatar(teacher)}<span>${nameOf(teacher)}<small>${teacher.email}</small></span>
          </p>`,
      )}
    </section>
    <section class="card">
      <h2>${words.groups}</h2>
      ${groups.length === 0 && html`<p class="quiet">${words.noGroups}</p>`}
      <ul class="plain">
        ${groups.map((group) => html`<li><span>${group.name}</span><span class="quiet">${words.members(group.memberIds.length)}</span></li>`)}
      </ul>
    </section>
  </aside>`;
}

/** `/course/view.php`: meetings, announcements, plan, people. */
export function coursePage(view: CourseView): PageContent {
  const { platform, visit, course, person, asGuest } = view;
  const { campus } = platform;
  const { words } = visit;
  // By LTI comes nobody who is not in the course.
  const activities = asGuest ? [] : course.activities;
  const first = activities.find((activity) => activity.container === 'iframe');
  const others = activities.filter((activity) => activity !== first);
  const news = campus.announcements.filter((each) => each.courseId === course.id);
  const body = html`${courseHead(view, 'course')}
    <div class="columns">
      <div>
        ${first && embedded(view, first)}
        ${view.plugin?.activitiesOf(course.id).map((activity) => activityLine(view, activity))}
        ${others.map((activity) => linked(view, activity))}
        ${
          isEditor(campus, person, course) &&
          html`<p>
            <a class="button quiet-button" href="/course/modedit.php?add=lti&course=${course.id}"
              >＋ ${words.addActivity}</a
            >
          </p>`
        }
        ${
          news.length > 0 &&
          html`<section class="card">
            <h2>${words.announcements}</h2>
            ${news.map((announcement) => announcementCard(campus, visit, { announcement }))}
          </section>`
        }
        ${weeks(visit, syllabus(course.id, course.startsAt, platform.now()))}
      </div>
      ${!asGuest && side(view)}
    </div>`;
  return { title: course.fullName, body, section: '/my/', rings: first === undefined };
}

/** `/mod/lti/view.php`: one activity. */
export function activityPage(view: CourseView, activity: Activity): PageContent {
  const { platform, visit } = view;
  const content =
    activity.container === 'window'
      ? ltiWindowPage(platform, activity, visit.words)
      : (ltiFrame(platform, activity) ?? html`<p class="flaw">${visit.words.noTool}</p>`);
  const body = html`${courseHead(view, '')}
    <section class="card activity">
      <h2>${camera}${activity.title}</h2>
      ${activity.intro && html`<p class="quiet">${activity.intro}</p>`} ${content}
    </section>`;
  return { title: activity.title, body, section: '/my/', rings: false };
}
