import type { Context } from 'koa';
import type { MeetingActivity } from '../data/meeting-activities.ts';
import { isEditor } from '../lti-platform/access.ts';
import { seeOther, type BrowserReply } from '../lti-platform/browser-reply.ts';
import type { CourseView } from '../portal/course-view.ts';
import { html, type Html } from '../portal/html.ts';
import { readForm } from '../portal/request.ts';
import type { Sessions } from '../portal/sessions.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { ActivityPlugin } from './plugin.ts';
import { moodleWords, pluginWords } from './words.ts';

/** As the plugin's form (mod_form.php) asks: where the course has guests, and of those who may invite people from outside. */
const mayLetGuestsIn = ({ platform, course, person, asGuest }: CourseView): boolean =>
  !asGuest &&
  course.guestAccess &&
  isEditor(platform.campus, person, course) &&
  capabilitiesOf(platform.campus, course, person.id).includes('invite-guests');

/** What may be chosen of an activity; nothing for those who may choose nothing. */
export function activitySettings(
  view: CourseView,
  activity: MeetingActivity,
  sesskey: string,
): Html | false {
  if (!mayLetGuestsIn(view)) return false;
  const { language, words } = view.visit;
  return html`<details class="activity-settings">
    <summary>${moodleWords(language).settings}</summary>
    <form method="post" action="/mod/campusmeet/settings.php?id=${activity.cmid}">
      <input type="hidden" name="sesskey" value="${sesskey}" />
      <p>
        <label
          ><input type="checkbox" name="guests" value="1" ${activity.guests && html`checked`} />
          ${pluginWords(language, 'guests')}</label
        >
      </p>
      <p class="quiet">${pluginWords(language, 'guests_help')}</p>
      <button class="button">${words.saveReturn}</button>
    </form>
  </details>`;
}

/** Takes what was chosen, and leads back to the course; the page there has cron tell it. */
export async function saveSettings(
  ctx: Context,
  view: CourseView & { plugin: ActivityPlugin; sessions: Sessions },
  activity: MeetingActivity,
): Promise<BrowserReply> {
  const fields = await readForm(ctx);
  const isAsked = fields.get('sesskey') === view.sessions.of(ctx)?.sesskey;
  if (isAsked && mayLetGuestsIn(view)) view.plugin.letGuestsIn(activity, fields.has('guests'));
  return seeOther(`/course/view.php?id=${activity.courseId}`);
}
