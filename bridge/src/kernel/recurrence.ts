import { dayMs } from './clock.ts';

/** Dates of a plan, by the calendar alone: `2027-01-06`. Times and zones are for whoever asks. */

/** Every week, or every second one, on some days of the week. */
export interface Weekly {
  /** The last day, inclusive. */
  until: string;
  /** 1: every week; 2: every second week, counted in weeks from Monday on, from that of the first date. */
  interval: number;
  /** Monday is 1, Sunday 7; ascending. */
  weekdays: readonly number[];
  /** Dates that are left out, ascending. */
  skipped: readonly string[];
}

/** When something is planned: a wall time in an IANA zone, once or again and again. */
export interface Plan {
  /** `2026-11-24T08:00` on the wall. */
  startsAt: string;
  timezone: string;
  durationMinutes: number;
  /** Null: once. */
  weekly: Weekly | null;
}

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** The first day of 1970 was a Thursday. */
const weekdayOfDay = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
const mondayOf = (day: number): number => day - weekdayOfDay(day) + 1;

/** Monday is 1, Sunday 7. */
export const weekdayOf = (date: string): number => weekdayOfDay(dayOf(date));

/** Whether the rule falls on this date, whether or not it is left out. */
export function fallsOn(first: string, weekly: Weekly, date: string): boolean {
  if (date < first || date > weekly.until) return false;
  const weeks = (mondayOf(dayOf(date)) - mondayOf(dayOf(first))) / 7;
  return weeks % weekly.interval === 0 && weekly.weekdays.includes(weekdayOf(date));
}

/** The dates of the rule that are not left out, from `from` on, in order. */
export function* weeklyDates(first: string, weekly: Weekly, from = first): Generator<string> {
  const start = mondayOf(dayOf(first));
  const step = 7 * weekly.interval;
  const begin = Math.max(0, Math.floor((dayOf(from) - start) / step));
  const earliest = Math.max(dayOf(first), dayOf(from));
  const last = dayOf(weekly.until);
  const skipped = new Set(weekly.skipped);
  for (let monday = start + begin * step; monday <= last; monday += step) {
    for (const weekday of weekly.weekdays) {
      const day = monday + weekday - 1;
      if (day < earliest || day > last) continue;
      const date = dateOf(day);
      if (!skipped.has(date)) yield date;
    }
  }
}
