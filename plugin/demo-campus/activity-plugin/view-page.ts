import type { MeetingActivity } from '../data/meeting-activities.ts';
import type { PageContent } from '../portal/chrome.ts';
import { courseHead } from '../portal/course-page.ts';
import type { CourseView } from '../portal/course-view.ts';
import { html } from '../portal/html.ts';
import { guestEntrance } from './guests.ts';
import { activitySettings } from './settings.ts';
import { activityHead } from './marks.ts';
import type { ActivityPlugin } from './plugin.ts';
import { pluginWords } from './words.ts';

/** `/mod/campusmeet/view.php`: the panel in a page of the portal's own; its element passes every permission to its frame. */
export function viewPage(
  view: CourseView & { plugin: ActivityPlugin },
  activity: MeetingActivity,
  sesskey: string,
): PageContent {
  const { plugin, visit } = view;
  if (view.asGuest) return guestPage(view, activity, sesskey);
  const launch = `/mod/campusmeet/token.php?cmid=${activity.cmid}&sesskey=${sesskey}`;
  const body = html`${courseHead(view, '')}
    <section class="card activity">
      ${activityHead(view, activity)}
      <div class="campusmeet-panel">
        <campus-meet
          panel="course"
          course="${plugin.room(activity)}"
          launch="${launch}"
          lang="${visit.language}"
          title="${activity.title}"
        ></campus-meet>
        <noscript>${pluginWords(visit.language, 'needsscript')}</noscript>
      </div>
      ${activitySettings(view, activity, sesskey)}
    </section>
    <script type="module" src="${plugin.script}"></script>`;
  // The panel of the activity's own page rings by itself.
  return { title: activity.title, body, section: '/my/', rings: false };
}

const guestPage = (view: CourseView, activity: MeetingActivity, sesskey: string): PageContent => ({
  title: activity.title,
  body: html`${courseHead(view, '')}
    <section class="card activity">
      ${activityHead(view, activity)} ${guestEntrance(view, activity, sesskey)}
    </section>`,
  section: '/my/',
});
