import type { Context } from 'koa';
import type { Course } from '../campus.ts';
import { everyPage } from '../activity-plugin/marks.ts';
import type { ActivityPlugin } from '../activity-plugin/plugin.ts';
import { mayEnter } from '../lti-platform/access.ts';
import { seeOther, send, type BrowserReply } from '../lti-platform/browser-reply.ts';
import type { BrowserSession } from '../lti-platform/browser-session.ts';
import type { Platform } from '../lti-platform/platform.ts';
import { pageDocument, type PageContent } from './chrome.ts';
import type { CourseView } from './course-view.ts';
import { isOpenToGuests } from './guest.ts';
import { html } from './html.ts';
import type { Sessions } from './sessions.ts';
import { visitOf } from './visit.ts';

/** The parts that the portal's pages are made from. */
export interface Portal {
  platform: Platform;
  sessions: Sessions;
  /** Moodle's activity plugin; null where it is not installed. */
  plugin: ActivityPlugin | null;
}

type Reply = BrowserReply | Promise<BrowserReply>;
export type Handler = (portal: Portal, ctx: Context) => Reply;

/** A koa middleware of a handler. */
export const via = (portal: Portal, handler: Handler) => async (ctx: Context) => {
  send(ctx, await handler(portal, ctx));
};

/** A page of the portal, framed by nobody but the portal, as Moodle's. */
export function show(portal: Portal, ctx: Context, content: PageContent): BrowserReply {
  ctx.set('X-Frame-Options', 'sameorigin');
  ctx.set('Cache-Control', 'private, no-store');
  const visit = visitOf(ctx, portal.sessions);
  const added = everyPage(portal.plugin, visit, content.rings ?? true);
  return { status: 200, document: pageDocument(visit, content, added) };
}

/** The portal's own page, in the visitor's language, with status 404. */
export function notFound(portal: Portal, ctx: Context): BrowserReply {
  const { words } = visitOf(ctx, portal.sessions);
  const body = html`<section class="card">
    <h1>404</h1>
    <p>${words.notFound}</p>
    <p><a href="/">${words.backHome}</a></p>
  </section>`;
  return { ...show(portal, ctx, { title: '404', body }), status: 404 };
}

/** Sends whoever is not signed in to the sign-in page, and from there back. */
export function signedIn(
  portal: Portal,
  ctx: Context,
  then: (session: BrowserSession) => Reply,
): Reply {
  const session = portal.sessions.of(ctx);
  const wants = new URLSearchParams({ wants: ctx.url }).toString();
  return session ? then(session) : seeOther(`/login/index.php?${wants}`);
}

interface InCourse {
  course: Course | undefined;
  /** A page that guests of the course see, too. */
  forGuests?: boolean;
  then: (view: CourseView) => Reply;
}

/** Answers for a course that the person may enter; others are sent to the enrolment page, as by Moodle. */
export function inCourse(
  portal: Portal,
  ctx: Context,
  { course, forGuests = false, then }: InCourse,
): Reply {
  return signedIn(portal, ctx, ({ person }) => {
    const { platform, plugin } = portal;
    if (!course) return notFound(portal, ctx);
    const asGuest = !mayEnter(platform.campus, person, { course, now: platform.now() });
    if (asGuest && !(forGuests && isOpenToGuests(course))) {
      return seeOther(`${platform.origin}/enrol/index.php?id=${course.id}`);
    }
    return then({
      platform,
      plugin,
      visit: visitOf(ctx, portal.sessions),
      course,
      person,
      asGuest,
    });
  });
}
