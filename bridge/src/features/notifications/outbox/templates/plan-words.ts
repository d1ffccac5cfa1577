import { Temporal } from 'temporal-polyfill';
import { type Plan, weeklyDates, type Weekly } from '../../../../kernel/recurrence.ts';
import { spanOn } from '../calendar/entry.ts';
import type { Language } from './template.ts';
import { whenIn, zoneName } from './when.ts';

/** How many changes of the reader's own time, and how many days left out, a mail lists. */
const mostChanges = 6;
const mostSkipped = 12;

const words = {
  en: {
    every: (days: string) => `every ${days}`,
    everySecond: (days: string) => `every second week on ${days}`,
    until: (day: string) => `until ${day}`,
    not: (days: string) => `not on ${days}`,
    own: (zone: string) => `In your time zone (${zone})`,
    from: (day: string) => `from ${day}`,
    comma: ', ',
    semicolon: '; ',
    colon: ': ',
    stop: '. ',
    open: ' (',
    close: ')',
    more: '…',
  },
  'zh-CN': {
    every: (days: string) => `每${days}`,
    everySecond: (days: string) => `每两周的${days}（单双周）`,
    until: (day: string) => `至${day}`,
    not: (days: string) => `${days}除外`,
    own: (zone: string) => `您所在时区（${zone}）`,
    from: (day: string) => `自${day}起`,
    comma: '，',
    semicolon: '；',
    colon: '：',
    stop: '。',
    open: '（',
    close: '）',
    more: '……',
  },
};

/** In which language and zone it is read. */
interface Reader {
  language: Language;
  zone: string;
}

/**
 * A plan in words. Once: in the reader's zone. Again and again: in the zone of the plan, where it is always the
 * same; and where that is another time for the reader, both, with the days from which the reader's own holds.
 * @param next the next occurrence (milliseconds); null: the first one
 */
export function planIn(reader: Reader, plan: Plan, next: number | null): string {
  const { language, zone } = reader;
  const { weekly } = plan;
  if (!weekly) return whenIn(language, zone, spanOn(plan));
  // Hundreds of readers of one mail share a few zones.
  const key = JSON.stringify([language, zone, plan, next]);
  const known = written.get(key) ?? weeklyIn(reader, { ...plan, weekly }, next);
  if (written.size > 200) written.clear();
  written.set(key, known);
  return known;
}

const written = new Map<string, string>();

/** So many dates are looked at for another time of the reader's: years, unless it is every day. */
const mostDates = 500;

function weeklyIn(reader: Reader, plan: Plan & { weekly: Weekly }, next: number | null): string {
  const { language } = reader;
  const { weekly, timezone } = plan;
  const said = words[language];
  const from = dayIn(timezone, next);
  const dates = firstOf(mostDates, weeklyDates(plan.startsAt.slice(0, 10), weekly, from));
  const first = dates[0] ?? plan.startsAt.slice(0, 10);
  const left = weekly.skipped.filter((date) => date >= first);
  const rule = [
    whenIn(language, timezone, { ...spanOn(plan, first), isGeneric: true }),
    ruleIn(language, weekly),
    ...(left.length > 0 ? [said.not(listed(language, left))] : []),
  ].join(said.comma);
  const own = ownTimes(reader, plan, dates);
  return own === null ? rule : `${rule}${said.stop}${own}`;
}

function firstOf(count: number, dates: Iterable<string>): string[] {
  const all: string[] = [];
  for (const date of dates) {
    if (all.length === count) break;
    all.push(date);
  }
  return all;
}

const dayIn = (timezone: string, moment: number | null): string | undefined =>
  moment === null
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(moment)
        .toZonedDateTimeISO(timezone)
        .toPlainDate()
        .toString();

function ruleIn(language: Language, { interval, weekdays, until }: Weekly): string {
  const said = words[language];
  const days = joined(
    language,
    // The first Monday of 2024 was its first day.
    weekdays.map((weekday) => dayWords(language, `2024-01-0${weekday}`, { weekday: 'long' })),
  );
  const every = interval === 1 ? said.every(days) : said.everySecond(days);
  const last = said.until(dayWords(language, until, { dateStyle: 'long' }));
  return language === 'en' ? `${every} ${last}` : `${every}，${last}`;
}

function listed(language: Language, dates: readonly string[]): string {
  const shown = dates
    .slice(0, mostSkipped)
    .map((date) => dayWords(language, date, { dateStyle: 'long' }));
  return joined(language, dates.length > mostSkipped ? [...shown, words[language].more] : shown);
}

/** From a date on, the days and hours are these in the reader's zone. */
interface Stretch {
  key: string;
  from: string;
  weekdays: Set<number>;
  hours: string;
  /** The first moment of it. */
  at: number;
}

/** Null where the reader's own time is always that of the plan. */
function ownTimes(reader: Reader, plan: Plan, dates: readonly string[]): string | null {
  const { zone } = reader;
  const stretches: Stretch[] = [];
  let isOther = false;
  for (const date of dates) {
    const { startsAt, endsAt } = spanOn(plan, date);
    const start = zonedAt(startsAt, zone);
    const end = zonedAt(endsAt, zone);
    const wall = start.toPlainDateTime();
    isOther ||= !wall.equals(zonedAt(startsAt, plan.timezone).toPlainDateTime());
    const hours = `${clockOf(start)}–${clockOf(end)}`;
    const shift = wall.toPlainDate().since(date).days;
    const key = `${hours} ${shift}`;
    const latest = stretches.at(-1);
    if (latest?.key === key) latest.weekdays.add(start.dayOfWeek);
    else {
      const from = wall.toPlainDate().toString();
      stretches.push({ key, from, weekdays: new Set([start.dayOfWeek]), hours, at: startsAt });
    }
  }
  return isOther ? stretchesIn(reader, stretches) : null;
}

function stretchesIn({ language, zone }: Reader, stretches: readonly Stretch[]): string {
  const said = words[language];
  const shown = stretches.slice(0, mostChanges).map(({ from, weekdays, hours }, at) => {
    const days = [...weekdays]
      .sort((one, other) => one - other)
      .map((weekday) => dayWords(language, `2024-01-0${weekday}`, { weekday: 'long' }));
    const since = at === 0 ? '' : `${said.from(dayWords(language, from, { dateStyle: 'long' }))} `;
    return `${since}${joined(language, days)} ${hours}`;
  });
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const name = `${zoneName(locale, zone, { startsAt: stretches[0]?.at ?? 0, isGeneric: true })}${said.comma}${zone}`;
  const more = stretches.length > mostChanges ? [said.more] : [];
  return `${said.own(name)}${said.colon}${[...shown, ...more].join(said.semicolon)}`;
}

const zonedAt = (moment: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);

const clockOf = (at: Temporal.ZonedDateTime): string =>
  at.toPlainTime().toString({ smallestUnit: 'minute' });

const dayWords = (language: Language, date: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    ...options,
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T00:00:00Z`));

const joined = (language: Language, all: readonly string[]): string =>
  language === 'en'
    ? new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(all)
    : all.join('、');
