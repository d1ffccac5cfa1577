import type { Person } from '../campus.ts';
import type { PageContent } from '../portal/chrome.ts';
import { hueOf } from '../portal/course-list.ts';
import { html, type Html } from '../portal/html.ts';
import { momentText, timeText } from '../portal/moments.ts';
import type { Visit } from '../portal/visit.ts';
import type { ActivityPlugin } from './plugin.ts';
import { moodleWords } from './words.ts';

type Event = ReturnType<ActivityPlugin['eventsFor']>[number];

const dayMs = 86_400_000;
/** The university's time has no summer: always eight hours ahead. */
const aheadMs = 8 * 3_600_000;

/** The number of a moment's day at the university; day 0 is 1 January 1970. */
const dayOf = (at: number): number => Math.floor((at + aheadMs) / dayMs);
const dateOf = (day: number): Date => new Date(day * dayMs);

/** The first day of the month that a day is in, or of one some months later. */
const monthOf = (day: number, later = 0): number => {
  const date = dateOf(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) / dayMs;
};

const formatted = (day: number, { language }: Visit, format: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...format }).format(dateOf(day));

/** An event, leading to its class. */
function entry({ language }: Visit, { at, minutes, title, activity, courseName, hue }: ShownEvent) {
  const times = `${timeText(at, language)}–${timeText(at + minutes * 60_000, language)}`;
  return html`<a class="event" data-hue="${hue}" href="/mod/campusmeet/view.php?id=${activity.cmid}"
    ><span>${times}</span><b>${title}</b><small>${courseName}</small></a
  >`;
}

type ShownEvent = Event & { courseName: string; hue: number };

/** Events with what is said of their course. */
export function shownEvents(plugin: ActivityPlugin | null, person: Person): ShownEvent[] {
  return (plugin?.eventsFor(person) ?? []).map((event) => {
    const course = plugin?.courseOf(event.activity);
    const courseName = course?.fullName ?? '';
    // The course is named beside it.
    const title = event.title.replace(`${courseName} · `, '');
    return { ...event, title, courseName, hue: course ? hueOf(course) : 0 };
  });
}

interface Month {
  /** Its first day. */
  first: number;
  today: number;
  events: ShownEvent[];
}

function dayCell(visit: Visit, day: number, { first, today, events }: Month): Html {
  const own = events.filter(({ at }) => dayOf(at) === day);
  const classes = [
    'day',
    ...(monthOf(day) === first ? [] : ['other']),
    ...(day === today ? ['today'] : []),
    ...(own.length > 0 ? ['busy'] : []),
  ];
  const whole = formatted(day, visit, { weekday: 'long', month: 'long', day: 'numeric' });
  return html`<li class="${classes.join(' ')}">
    <time datetime="${dateOf(day).toISOString().slice(0, 10)}"
      ><span class="date">${dateOf(day).getUTCDate()}</span
      ><span class="whole">${whole}</span></time
    >
    ${own.map((event) => entry(visit, event))}
  </li>`;
}

/** `/calendar/view.php?time=…` (seconds): a month of the reader's classes. */
export function calendarPage(
  visit: Visit,
  events: ShownEvent[],
  { now, time }: { now: number; time: number },
): PageContent {
  const words = moodleWords(visit.language);
  const today = dayOf(now);
  const first = monthOf(Number.isNaN(time) ? today : dayOf(time * 1000));
  const monday = first - ((dateOf(first).getUTCDay() + 6) % 7);
  const weeks = Math.ceil((monthOf(first, 1) - monday) / 7);
  const days = Array.from({ length: weeks * 7 }, (_, index) => monday + index);
  const month = { first, today, events };
  const toMonth = (later: number) =>
    `/calendar/view.php?view=month&time=${(monthOf(first, later) * dayMs) / 1000}`;
  const isEmpty = events.every(({ at }) => monthOf(dayOf(at)) !== first);
  const body = html`<section class="card calendar">
    <header>
      <a class="button quiet-button" href="${toMonth(-1)}" aria-label="${words.earlier}">‹</a>
      <h1>${formatted(first, visit, { year: 'numeric', month: 'long' })}</h1>
      <a class="button quiet-button" href="${toMonth(1)}" aria-label="${words.later}">›</a>
    </header>
    ${isEmpty && html`<p class="quiet">${words.noEvents}</p>`}
    <ol class="weekdays" aria-hidden="true">
      ${days.slice(0, 7).map((day) => html`<li>${formatted(day, visit, { weekday: 'short' })}</li>`)}
    </ol>
    <ol class="month">
      ${days.map((day) => dayCell(visit, day, month))}
    </ol>
  </section>`;
  return { title: words.calendar, body, section: '/calendar/view.php' };
}

/** The timeline block of the dashboard: what comes next. */
export function timeline(visit: Visit, events: ShownEvent[], now: number): Html {
  const words = moodleWords(visit.language);
  const next = events.filter(({ at, minutes }) => at + minutes * 60_000 > now).slice(0, 3);
  const line = ({ at, title, courseName, activity }: ShownEvent) =>
    html`<li>
      <span
        ><a href="/mod/campusmeet/view.php?id=${activity.cmid}">${title}</a
        ><small>${momentText(at, visit.language)} · ${courseName}</small></span
      >
    </li>`;
  return html`<section class="card timeline">
    <h2>${words.timeline}</h2>
    ${next.length === 0 && html`<p class="quiet">${words.noEvents}</p>`}
    ${
      next.length > 0 &&
      html`<ul class="plain">
        ${next.map(line)}
      </ul>`
    }
  </section>`;
}
