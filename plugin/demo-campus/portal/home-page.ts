import { shownEvents, timeline } from '../activity-plugin/calendar-page.ts';
import type { ActivityPlugin } from '../activity-plugin/plugin.ts';
import type { Announcement, Campus, Course, Person } from '../campus.ts';
import { termStartsAt } from '../data/courses.ts';
import { weekNumber } from '../data/syllabus.ts';
import type { PageContent } from './chrome.ts';
import { courseGrid, coursesOf, managedCourses } from './course-list.ts';
import { guestCourses, isGuest } from './guest.ts';
import { html, type Html } from './html.ts';
import { dayText, hourAt, momentText } from './moments.ts';
import { nameOf } from './names.ts';
import type { Visit } from './visit.ts';

function greeting({ words }: Visit, now: number): string {
  const hour = hourAt(now);
  if (hour >= 5 && hour < 12) return words.goodMorning;
  return hour >= 12 && hour < 18 ? words.goodAfternoon : words.goodEvening;
}

/** An announcement; `course` is named where the page is not the course's own. */
export function announcementCard(
  campus: Campus,
  visit: Visit,
  { announcement, course }: { announcement: Announcement; course?: Course | undefined },
): Html {
  const author = campus.people.get(announcement.authorId);
  return html`<article class="news">
    ${course && html`<a class="news-course" href="/course/view.php?id=${course.id}">${course.fullName}</a>`}
    <h3>${announcement.title}</h3>
    <p>${announcement.text}</p>
    <p class="quiet">
      ${author && nameOf(author)} · ${momentText(announcement.at, visit.language)}
    </p>
  </article>`;
}

function news(campus: Campus, visit: Visit, courses: Course[]): Html {
  const mine = campus.announcements
    .filter((each) => courses.some((course) => course.id === each.courseId))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, 4);
  return html`<section class="card">
    <h2>${visit.words.news}</h2>
    ${mine.map((announcement) =>
      announcementCard(campus, visit, {
        announcement,
        course: campus.courses.get(announcement.courseId),
      }),
    )}
    ${mine.length === 0 && html`<p class="quiet">${visit.words.noNews}</p>`}
  </section>`;
}

/** What Moodle's first page has for guests. */
function openCourses(campus: Campus, visit: Visit, now: number): Html {
  const courses = guestCourses(campus);
  const { openCourses: title, noOpenCourses } = visit.words;
  return courses.length === 0
    ? html`<p class="card quiet">${noOpenCourses}</p>`
    : html`<h2>${title}</h2>
        ${courseGrid(campus, visit, { courses, now })}`;
}

/** `/my/`: the person's courses, those they manage, and what is new in them. */
export function homePage(
  campus: Campus,
  visit: Visit,
  { person, now, plugin }: { person: Person; now: number; plugin: ActivityPlugin | null },
): PageContent {
  const { words, language } = visit;
  const courses = coursesOf(campus, person);
  const managed = managedCourses(campus, person);
  const visitor = isGuest(person);
  const body = html`<section class="hello">
      <p>${dayText(now, language)} · ${words.week(weekNumber(termStartsAt, now))}</p>
      <h1>${greeting(visit, now)}${language === 'en' ? ', ' : '，'}${nameOf(person)}</h1>
    </section>
    <div class="columns">
      <div data-region="courses-view">
        ${
          courses.length > 0 &&
          html`<h2>${words.myCourses}</h2>
            ${courseGrid(campus, visit, { courses, now })}`
        }
        ${
          managed.length > 0 &&
          html`<h2>${words.managed}</h2>
            ${courseGrid(campus, visit, { courses: managed, now })}`
        }
        ${visitor && openCourses(campus, visit, now)}
        ${
          courses.length + managed.length === 0 &&
          !visitor &&
          html`<p class="card quiet">${words.noCourses}</p>`
        }
      </div>
      <aside>
        ${
          plugin?.isConnected() === true &&
          !visitor &&
          timeline(visit, shownEvents(plugin, person), now)
        }
        ${!visitor && news(campus, visit, [...courses, ...managed])}
      </aside>
    </div>`;
  return { title: words.myCourses, body, section: '/my/' };
}
