import { readFileSync } from 'node:fs';
import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Person } from '../campus.ts';
import type { MeetingActivity } from '../data/meeting-activities.ts';
import { mayEnter } from '../lti-platform/access.ts';
import { isGuest } from '../portal/guest.ts';
import { inCourse, notFound, show, signedIn, via, type Portal } from '../portal/portal.ts';
import { numberIn, queryOf } from '../portal/request.ts';
import { languageOf, visitOf } from '../portal/visit.ts';
import { sendGuest } from './guests.ts';
import { liveWords } from './marks.ts';
import { saveSettings } from './settings.ts';
import type { ActivityPlugin } from './plugin.ts';
import { viewPage } from './view-page.ts';

type PortalWithPlugin = Portal & { plugin: ActivityPlugin };

/** Pages that show what cron brings. */
const shows = ['/my/', '/course/view.php', '/grade/report/index.php', '/calendar/view.php'];

const pluginFile = (path: string): string =>
  readFileSync(new URL(`../../moodle/campusmeet/${path}`, import.meta.url), 'utf8');

/** The plugin's own addresses, with its own script and style. */
export function mountActivityPlugin(router: Router, portal: PortalWithPlugin): void {
  const { plugin } = portal;
  const script = pluginFile('js/page.js');
  const style = pluginFile('styles.css');
  router.use([...shows, '/mod/campusmeet/view.php'], async (_ctx, next) => {
    await plugin.cron();
    await next();
  });
  router.get('/mod/campusmeet/js/page.js', (ctx) => {
    ctx.type = 'text/javascript';
    ctx.body = script;
  });
  router.get('/mod/campusmeet/styles.css', (ctx) => {
    ctx.type = 'text/css';
    ctx.body = style;
  });
  router.get('/mod/campusmeet/live.php', (ctx) => answerLive(portal, ctx));
  router.get('/mod/campusmeet/token.php', (ctx) => answerToken(portal, ctx));
  router.get(
    '/mod/campusmeet/view.php',
    via(portal, (_, ctx) => view(portal, ctx)),
  );
  router.post(
    '/mod/campusmeet/guest.php',
    via(portal, (_, ctx) => guest(portal, ctx)),
  );
  router.post(
    '/mod/campusmeet/settings.php',
    via(portal, (_, ctx) => settings(portal, ctx)),
  );
}

type Then = Parameters<typeof inCourse>[2]['then'];

/** For the activity that the query names, and whoever may see it, also as a guest. */
function inActivity(
  portal: PortalWithPlugin,
  ctx: Context,
  then: (activity: MeetingActivity) => Then,
) {
  const activity = portal.plugin.activity(numberIn(queryOf(ctx), 'id'));
  if (!activity) return notFound(portal, ctx);
  const course = portal.platform.campus.courses.get(activity.courseId);
  return inCourse(portal, ctx, { course, forGuests: true, then: then(activity) });
}

const view = (portal: PortalWithPlugin, ctx: Context) =>
  signedIn(portal, ctx, ({ sesskey }) =>
    inActivity(
      portal,
      ctx,
      (activity) => (seen) =>
        show(portal, ctx, viewPage({ ...seen, plugin: portal.plugin }, activity, sesskey)),
    ),
  );

const guest = (portal: PortalWithPlugin, ctx: Context) =>
  inActivity(portal, ctx, (activity) => (seen) => sendGuest(ctx, { ...seen, ...portal }, activity));

const settings = (portal: PortalWithPlugin, ctx: Context) =>
  inActivity(
    portal,
    ctx,
    (activity) => (seen) => saveSettings(ctx, { ...seen, ...portal }, activity),
  );

/** Whoever asks from a page of the portal, and is no guest; null, answered 403, for anybody else. */
function asker({ sessions }: Portal, ctx: Context) {
  const session = sessions.of(ctx);
  ctx.set('Cache-Control', 'no-store');
  const isKnown = session !== null && !isGuest(session.person);
  if (isKnown && queryOf(ctx).get('sesskey') === session.sesskey) return session.person;
  ctx.status = 403;
  return null;
}

async function answerLive(portal: PortalWithPlugin, ctx: Context): Promise<void> {
  const person = asker(portal, ctx);
  if (!person) return;
  const visit = visitOf(ctx, portal.sessions);
  const live = (await portal.plugin.liveFor(person)).map(({ activity, present }) => ({
    cm: activity.cmid,
    course: activity.courseId,
    name: activity.title,
    words: liveWords(visit, present),
  }));
  ctx.body = { live };
}

/** A token for the ringer, or for the panel of an activity that the asker may enter. */
function answerToken(portal: PortalWithPlugin, ctx: Context): void {
  const { plugin } = portal;
  const person = asker(portal, ctx);
  if (!person) return;
  const fields = queryOf(ctx);
  const activity = fields.has('cmid') ? plugin.activity(numberIn(fields, 'cmid')) : null;
  const isLet = activity !== undefined && mayOpen(portal, person, activity);
  if (isLet && plugin.isConnected())
    ctx.body = { token: plugin.launch(person, activity, languageOf(ctx)) };
  else ctx.status = 403;
}

/** The ringer is for everybody. */
function mayOpen({ platform }: Portal, person: Person, activity: MeetingActivity | null): boolean {
  if (activity === null) return true;
  const course = platform.campus.courses.get(activity.courseId);
  return course !== undefined && mayEnter(platform.campus, person, { course, now: platform.now() });
}
