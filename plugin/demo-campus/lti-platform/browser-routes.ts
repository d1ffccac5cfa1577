import type Router from '@koa/router';
import type { Context } from 'koa';
import { activityByCmid } from '../campus.ts';
import { numberIn, queryOf, readForm } from '../portal/request.ts';
import { isEditor, mayEnter } from './access.ts';
import { authenticate } from './auth.ts';
import { mayReview } from './beyond-moodle.ts';
import { page, seeOther, send, type BrowserReply } from './browser-reply.ts';
import type { BrowserSession } from './browser-session.ts';
import { BadSelection, readSelection, type Selection } from './content-items.ts';
import { autoForm, errorDocument, repost } from './forms.ts';
import { startLaunch, startReview, startSelection } from './launch.ts';
import type { Platform } from './platform.ts';
import { registrationAddress } from './registration.ts';
import { BadToolToken, KeysUnavailable } from './tool-keys.ts';

/** What the platform's pages must know of the browser in front of them. */
export interface BrowserHost {
  platform: Platform;
  session: (ctx: Context) => BrowserSession | null;
  /** Moodle's code of the language that the page is shown in. */
  lang: (ctx: Context) => string;
}

function fail({ platform }: BrowserHost, message: string): BrowserReply {
  return page(errorDocument(platform.campus.university.shortName, message), 404);
}

/** `launch.php?id=<cmid>`: what an activity's frame or window opens. */
function launch(host: BrowserHost, ctx: Context): BrowserReply {
  const { platform } = host;
  const session = host.session(ctx);
  if (!session) return seeOther('/login/index.php');
  const found = activityByCmid(platform.campus, numberIn(queryOf(ctx), 'id'));
  if (!found) return fail(host, 'Invalid course module ID');
  const { course, activity } = found;
  if (!mayEnter(platform.campus, session.person, { course, now: platform.now() })) {
    return seeOther(`/enrol/index.php?id=${course.id}`);
  }
  const tool = platform.tools.get(activity.toolId);
  if (tool?.state !== 'active') return fail(host, 'The tool of this activity is not set up.');
  return page(startLaunch(platform, session, { course, activity, tool }));
}

/** `review.php?course=…&item=…&user=…`: a grade of the gradebook, looked at in the tool. */
function review(host: BrowserHost, ctx: Context): BrowserReply {
  const { platform } = host;
  const query = queryOf(ctx);
  const session = host.session(ctx);
  if (!session) return seeOther('/login/index.php');
  const course = platform.campus.courses.get(numberIn(query, 'course'));
  const wanted = { itemId: numberIn(query, 'item'), userId: numberIn(query, 'user') };
  const item = course && platform.gradebook.find(course.id, wanted.itemId);
  const tool = item && platform.tools.get(item.toolId);
  const activity = course?.activities.find(({ toolId }) => toolId === tool?.id);
  if (!course || tool?.state !== 'active' || !activity) return fail(host, 'Invalid request');
  const { person } = session;
  if (!mayReview(platform, { person, course }, wanted)) return fail(host, 'No permission');
  return page(startReview(platform, session, { course, activity, tool, review: wanted }));
}

/** `auth.php`, by GET or by form. */
async function auth(host: BrowserHost, ctx: Context): Promise<BrowserReply> {
  const params = ctx.method === 'POST' ? await readForm(ctx) : queryOf(ctx);
  const session = host.session(ctx);
  if (!session && !params.has('repost')) {
    return page(repost('/mod/lti/auth.php', Object.fromEntries(params)));
  }
  const answer = await authenticate(host.platform, { session, params, lang: host.lang(ctx) });
  if (answer.kind === 'error') return fail(host, 'Invalid request');
  if (answer.kind === 'redirect') return seeOther(answer.to);
  return page(autoForm('ltiAuthForm', answer.action, answer.fields));
}

/** `contentitem.php`: a teacher asks the tool for content. */
async function selectContent(host: BrowserHost, ctx: Context): Promise<BrowserReply> {
  const { platform } = host;
  const fields = await readForm(ctx);
  const session = host.session(ctx);
  const course = platform.campus.courses.get(numberIn(fields, 'course'));
  const tool = platform.tools.get(numberIn(fields, 'id'));
  if (!session) return seeOther('/login/index.php');
  if (!course || tool?.state !== 'active' || !tool.deepLinking)
    return fail(host, 'Invalid request');
  if (!isEditor(platform.campus, session.person, course)) return fail(host, 'No permission');
  return page(startSelection(platform, session, { course, tool }));
}

/** Leaves the frame that the tool was in. */
const leaveFrame = (to: string): string =>
  `<!DOCTYPE html><title>…</title><script>window.top.location.href = ${JSON.stringify(to)};</script>`;

async function selectionOr(
  host: BrowserHost,
  toolId: number,
  jwt: string,
): Promise<Selection | null> {
  const tool = host.platform.tools.get(toolId);
  if (!tool) return null;
  try {
    return await readSelection(host.platform, tool, jwt);
  } catch (error) {
    const known = [BadSelection, BadToolToken, KeysUnavailable].some(
      (kind) => error instanceof kind,
    );
    if (known) return null;
    throw error;
  }
}

/** `contentitem_return.php`: the tool's answer, to be confirmed on the course's form. */
async function receiveContent(host: BrowserHost, ctx: Context): Promise<BrowserReply> {
  const form = await readForm(ctx);
  const query = queryOf(ctx);
  const session = host.session(ctx);
  if (!session && !form.has('repost')) return page(repost(ctx.url, Object.fromEntries(form)));
  const courseId = numberIn(query, 'course');
  const toolId = numberIn(query, 'id');
  const course = host.platform.campus.courses.get(courseId);
  if (!session || !course || query.get('sesskey') !== session.sesskey) {
    return fail(host, 'Your session has most likely timed out. Please log in again.');
  }
  const selection = await selectionOr(host, toolId, form.get('JWT') ?? '');
  if (!selection) return fail(host, 'The message from the tool could not be verified.');
  const said = selection.error || selection.message;
  if (said) session.notices.push(said);
  session.selection = { courseId, toolId, items: selection.items };
  const chosen = selection.items.length > 0;
  const next = chosen
    ? `/course/modedit.php?add=lti&course=${courseId}`
    : `/course/view.php?id=${courseId}`;
  return page(leaveFrame(next));
}

/** `return.php`: the tool sends the person back, perhaps with a message. */
function comeBack(host: BrowserHost, ctx: Context): BrowserReply {
  const query = queryOf(ctx);
  const session = host.session(ctx);
  const said = query.get('lti_errormsg') ?? query.get('lti_msg');
  if (said && session && query.get('sesskey') === session.sesskey) session.notices.push(said);
  return page(leaveFrame(`/course/view.php?id=${numberIn(query, 'course') || 0}`));
}

/** Sends an administrator's browser to a tool that will register itself. */
async function beginRegistration(host: BrowserHost, ctx: Context): Promise<BrowserReply> {
  const query = queryOf(ctx);
  const session = host.session(ctx);
  const url = query.get('url') ?? '';
  const allowed = session?.person.siteAdmin === true && query.get('sesskey') === session.sesskey;
  if (!allowed || !/^https?:/.test(url) || !URL.canParse(url)) return fail(host, 'Invalid request');
  return seeOther(await registrationAddress(host.platform, url));
}

/** The addresses that people's browsers go through during launches, selections and registrations. */
export function mountBrowserRoutes(router: Router, host: BrowserHost): void {
  type Handler = (host: BrowserHost, ctx: Context) => BrowserReply | Promise<BrowserReply>;
  const via = (handler: Handler) => async (ctx: Context) => {
    send(ctx, await handler(host, ctx));
  };
  router.get('/mod/lti/launch.php', via(launch));
  router.get('/mod/lti/review.php', via(review));
  router.get('/mod/lti/auth.php', via(auth));
  router.post('/mod/lti/auth.php', via(auth));
  router.post('/mod/lti/contentitem.php', via(selectContent));
  router.post('/mod/lti/contentitem_return.php', via(receiveContent));
  router.get('/mod/lti/return.php', via(comeBack));
  router.get('/mod/lti/startltiadvregistration.php', via(beginRegistration));
}
