import type Router from '@koa/router';
import type { Context } from 'koa';
import { calendarPage, shownEvents } from '../activity-plugin/calendar-page.ts';
import { activityByCmid, type Course } from '../campus.ts';
import { isEditor } from '../lti-platform/access.ts';
import { seeOther, type BrowserReply } from '../lti-platform/browser-reply.ts';
import { addActivityPage, settleSelection } from './add-activity-page.ts';
import { activityPage, coursePage } from './course-page.ts';
import type { CourseView } from './course-view.ts';
import { gradesPage } from './grades-page.ts';
import { homePage } from './home-page.ts';
import { html } from './html.ts';
import { participantsPage } from './people-pages.ts';
import { inCourse, notFound, show, signedIn, via, type Handler, type Portal } from './portal.ts';
import { numberIn, queryOf, readForm } from './request.ts';
import { visitOf } from './visit.ts';

const courseIn = ({ platform }: Portal, ctx: Context, name: string): Course | undefined =>
  platform.campus.courses.get(numberIn(queryOf(ctx), name));

const home: Handler = (portal, ctx) =>
  signedIn(portal, ctx, ({ person }) => {
    const { campus, now } = portal.platform;
    return show(
      portal,
      ctx,
      homePage(campus, visitOf(ctx, portal.sessions), {
        person,
        now: now(),
        plugin: portal.plugin,
      }),
    );
  });

const calendar: Handler = (portal, ctx) =>
  signedIn(portal, ctx, ({ person }) => {
    const visit = visitOf(ctx, portal.sessions);
    const at = { now: portal.platform.now(), time: numberIn(queryOf(ctx), 'time') };
    return show(portal, ctx, calendarPage(visit, shownEvents(portal.plugin, person), at));
  });

const course: Handler = (portal, ctx) =>
  inCourse(portal, ctx, {
    course: courseIn(portal, ctx, 'id'),
    forGuests: true,
    then: (view) => show(portal, ctx, coursePage(view)),
  });

const participants: Handler = (portal, ctx) =>
  inCourse(portal, ctx, {
    course: courseIn(portal, ctx, 'id'),
    then: (view) => show(portal, ctx, participantsPage(view)),
  });

const grades: Handler = (portal, ctx) =>
  inCourse(portal, ctx, {
    course: courseIn(portal, ctx, 'id'),
    then: (view) => show(portal, ctx, gradesPage(view)),
  });

const activity: Handler = (portal, ctx) => {
  const found = activityByCmid(portal.platform.campus, numberIn(queryOf(ctx), 'id'));
  if (!found) return notFound(portal, ctx);
  return inCourse(portal, ctx, {
    course: found.course,
    then: (view) => show(portal, ctx, activityPage(view, found.activity)),
  });
};

const closed: Handler = (portal, ctx) => {
  const { words } = visitOf(ctx, portal.sessions);
  const name = courseIn(portal, ctx, 'id')?.fullName;
  const body = html`<section class="card">
    <h1>${words.closedTitle}</h1>
    <p><b>${name}</b></p>
    <p>${words.closedText}</p>
    <p><a class="button" href="/my/">${words.backHome}</a></p>
  </section>`;
  return show(portal, ctx, { title: words.closedTitle, body });
};

/** The form for a new activity, for those who may edit the course. */
const adding: Handler = (portal, ctx) =>
  inCourse(portal, ctx, {
    course: courseIn(portal, ctx, 'course'),
    then: (view) => add(portal, ctx, view),
  });

async function add(portal: Portal, ctx: Context, view: CourseView): Promise<BrowserReply> {
  const session = portal.sessions.of(ctx);
  const back = `/course/view.php?id=${view.course.id}`;
  if (!session || !isEditor(portal.platform.campus, view.person, view.course))
    return seeOther(back);
  if (ctx.method === 'GET') return show(portal, ctx, addActivityPage(view, session));
  const fields = await readForm(ctx);
  if (fields.get('sesskey') !== session.sesskey) return seeOther(back);
  settleSelection(view, session, fields.get('action') === 'save');
  return seeOther(back);
}

/** The pages of people's courses, at Moodle's addresses. */
export function mountCourses(router: Router, portal: Portal): void {
  router.get('/my/', via(portal, home));
  router.get('/calendar/view.php', via(portal, calendar));
  router.get('/course/view.php', via(portal, course));
  router.get('/user/index.php', via(portal, participants));
  router.get('/grade/report/index.php', via(portal, grades));
  router.get('/mod/lti/view.php', via(portal, activity));
  router.get('/enrol/index.php', via(portal, closed));
  router.get('/course/modedit.php', via(portal, adding));
  router.post('/course/modedit.php', via(portal, adding));
}
