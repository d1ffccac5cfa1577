import type { Context } from 'koa';
import type { MeetingActivity } from '../data/meeting-activities.ts';
import { seeOther, type BrowserReply } from '../lti-platform/browser-reply.ts';
import type { CourseView } from '../portal/course-view.ts';
import { html, type Html } from '../portal/html.ts';
import { readForm } from '../portal/request.ts';
import type { Sessions } from '../portal/sessions.ts';
import type { ActivityPlugin } from './plugin.ts';
import { letsGuestsIn } from './roster.ts';
import { pluginWords } from './words.ts';

/** What the activity's page has for guests: a button that leads in, or why there is none. */
export function guestEntrance(
  { visit, course }: CourseView,
  activity: MeetingActivity,
  sesskey: string,
): Html {
  const words = (key: string): string => pluginWords(visit.language, key);
  if (!letsGuestsIn(activity, course)) return html`<p>${words('noguests')}</p>`;
  return html`<p>${words('guestsjoin_desc')}</p>
    <form method="post" action="/mod/campusmeet/guest.php?id=${activity.cmid}">
      <input type="hidden" name="sesskey" value="${sesskey}" />
      <button class="button" type="submit">${words('guestsjoin')}</button>
    </form>`;
}

/** `/mod/campusmeet/guest.php`: sends one guest into the meeting that runs, by a link of their own. */
export async function sendGuest(
  ctx: Context,
  view: CourseView & { plugin: ActivityPlugin; sessions: Sessions },
  activity: MeetingActivity,
): Promise<BrowserReply> {
  const { plugin, sessions, visit, course, asGuest } = view;
  const session = sessions.of(ctx);
  const back = seeOther(`/mod/campusmeet/view.php?id=${activity.cmid}`);
  const fields = await readForm(ctx);
  if (!session || fields.get('sesskey') !== session.sesskey) return back;
  const refused = (key: string): BrowserReply => {
    session.notices.push(pluginWords(visit.language, key));
    return back;
  };
  if (!asGuest || !letsGuestsIn(activity, course)) return refused('noguests');
  try {
    const address = await plugin.guestAddress(activity);
    return address === null ? refused('guestsnothing') : seeOther(address);
  } catch {
    return refused('guestsaway');
  }
}
