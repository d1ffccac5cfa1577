import { Temporal } from 'temporal-polyfill';
import type { PlanSlot } from '../plan-form.ts';
import { html, type Markup } from './html.ts';
import type { Words } from './words.ts';

/** What the fields of one new meeting are made of. */
export interface PlanFields {
  words: Words;
  timezone: string;
  /** Milliseconds since 1970. */
  now: number;
  /** What was typed before. */
  typed: Record<string, string>;
  /** Names of fields that were wrong. */
  wrong: ReadonlySet<string>;
}

/** Half a year of days; a term has ended by then. */
const daysAhead = 183;
const weeksAhead = 54;
const minutesApart = 5;

/**
 * What a new meeting is planned by: name, day, time, length, how often. Days and times are lists in the page's
 * language: a browser's own fields for them follow the browser's, where 3/4 is another day.
 */
export function planFields(slot: PlanSlot, { words, timezone, now, typed, wrong }: PlanFields) {
  const texts = words.choose;
  const nameOf = (field: string): string => `${slot}${field}`;
  const value = (field: string, usual = '') => typed[nameOf(field)] ?? usual;
  const mark = (field: string) => (wrong.has(nameOf(field)) ? html` aria-invalid="true"` : null);
  const select = (field: string, label: string, options: Markup[]) =>
    html`<label
      >${label}
      <select name="${nameOf(field)}" ${mark(field)}>
        ${options}
      </select></label
    >`;
  const today = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timezone)
    .toPlainDate();
  const days = Array.from({ length: daysAhead }, (_, n) => today.add({ days: n }).toString());
  const sunday = today.add({ days: 7 - today.dayOfWeek });
  const ends = Array.from({ length: weeksAhead }, (_, n) => sunday.add({ weeks: n }).toString());
  const dated = (dates: string[], chosen: string) =>
    withTyped(dates, chosen).map((date) => option(date, dayIn(words.lang, date), chosen));
  const repeats = ['once', 'weekly', 'biweekly'] as const;
  return html`<div class="fields">
    <label
      >${texts.planName}
      <input
        type="text"
        name="${nameOf('Title')}"
        maxlength="200"
        value="${value('Title')}"
        ${mark('Title')}
    /></label>
    ${select('Date', texts.date, dated(days, value('Date', days[1])))}
    ${select(
      'Time',
      `${texts.time} (${timezone})`,
      withTyped(times, value('Time', '08:00')).map((time) =>
        option(time, time, value('Time', '08:00')),
      ),
    )}
    <label
      >${texts.minutes}
      <input
        type="number"
        name="${nameOf('Minutes')}"
        min="5"
        max="1440"
        value="${value('Minutes', '90')}"
        ${mark('Minutes')}
    /></label>
    ${select(
      'Repeats',
      texts.repeats,
      repeats.map((name) => option(name, texts[name], value('Repeats', 'once'))),
    )}
    ${select('Until', texts.until, [
      option('', texts.untilNone, value('Until')),
      ...dated(ends, value('Until')),
    ])}
  </div>`;
}

const times = Array.from({ length: (24 * 60) / minutesApart }, (_, n) => {
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = n * minutesApart;
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
});

/** What was typed stays a choice, although the list has moved on. */
const withTyped = (all: string[], typed: string): string[] =>
  all.includes(typed) || !/^\d[\d:-]{4,9}$/u.test(typed) ? all : [typed, ...all];

const option = (value: string, label: string, chosen: string): Markup =>
  html`<option value="${value}" ${value === chosen ? html` selected` : null}>${label}</option>`;

function dayIn(lang: string, date: string): string {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return date;
  const format = new Intl.DateTimeFormat(lang, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(time);
}
