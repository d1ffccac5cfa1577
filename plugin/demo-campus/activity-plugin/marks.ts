import { enrolmentIn } from '../campus.ts';
import type { MeetingActivity } from '../data/meeting-activities.ts';
import type { CourseView } from '../portal/course-view.ts';
import { isGuest } from '../portal/guest.ts';
import { html, type Html } from '../portal/html.ts';
import type { Visit } from '../portal/visit.ts';
import type { ActivityPlugin } from './plugin.ts';
import { moodleWords, pluginWords } from './words.ts';

/** Live now, and how many are in. */
export const liveWords = ({ language }: Pick<Visit, 'language'>, present: number): string =>
  pluginWords(language, present > 0 ? 'livewith' : 'live', present);

/** What the plugin adds to the foot of each page of who is signed in: a few words of data, and its own script. */
export function everyPage(
  plugin: ActivityPlugin | null,
  visit: Visit,
  rings: boolean,
): Html | null {
  const { session, language } = visit;
  if (!session || !plugin?.isConnected()) return null;
  // Guests are rung by nobody, and are told of nothing on other pages.
  if (isGuest(session.person)) return html``;
  const address = (file: string) => `/mod/campusmeet/${file}?sesskey=${session.sesskey}`;
  return html`<span
      id="campusmeet-page"
      hidden="hidden"
      data-live="${address('live.php')}"
      data-ringer="${rings && plugin.settings.ringer ? plugin.script : ''}"
      data-launch="${address('token.php')}"
      data-lang="${language}"
      data-title="${pluginWords(language, 'modulename')}"
    ></span>
    <script type="module" src="/mod/campusmeet/js/page.js"></script>`;
}

/** Whether a student has attended enough; nothing for those who teach. */
export function completionMark(
  { plugin, visit, person, platform }: CourseView,
  activity: MeetingActivity,
): Html | false {
  const isStudent = enrolmentIn(platform.campus, activity.courseId, person.id)?.role === 'student';
  if (!plugin || !isStudent) return false;
  const { toDo, done } = moodleWords(visit.language);
  const isDone = plugin.isComplete(activity, person.id);
  const rule = pluginWords(
    visit.language,
    'completionmeetings_detail',
    activity.meetingsToComplete,
  );
  return html`<span class="completion" data-done="${isDone ? 'yes' : 'no'}"
    ><b>${isDone ? done : toDo}</b>${rule}</span
  >`;
}

const icon = html`<svg class="icon campusmeet-icon" viewBox="0 0 24 24" aria-hidden="true">
  <g fill="none" stroke="currentColor" stroke-width="1.75" stroke-linejoin="round">
    <rect x="2.5" y="6" width="12.5" height="12" rx="2.5" />
    <path d="M15 10.5l6.5-3.5v10L15 13.5z" />
  </g>
</svg>`;

/** The activity on the course page, at the places where the plugin's script looks for it in Moodle. */
export function activityLine(view: CourseView, activity: MeetingActivity): Html {
  const { plugin, visit } = view;
  const present = plugin?.known(activity) ?? null;
  const mark =
    present !== null &&
    html`<span
      class="campusmeet-live badge bg-success text-white"
      data-campusmeet-cm="${activity.cmid}"
      >${liveWords(visit, present)}</span
    >`;
  return html`<section
    class="card activity-line"
    id="module-${activity.cmid}"
    data-for="cmitem"
    data-id="${activity.cmid}"
  >
    <a class="activity-link" href="/mod/campusmeet/view.php?id=${activity.cmid}"
      >${icon}<span
        ><span class="activityname"><b>${activity.title}</b>${mark}</span>
        <small>${activity.intro}</small></span
      >${completionMark(view, activity)}</a
    >
  </section>`;
}

/** The head of the activity's own page. */
export const activityHead = (view: CourseView, activity: MeetingActivity): Html =>
  html`<div class="activity-head">
    <h2>${icon}${activity.title}</h2>
    ${completionMark(view, activity)}
  </div>`;
