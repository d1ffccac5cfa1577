import { Temporal } from 'temporal-polyfill';
import type { Issue } from '../../../kernel/failure.ts';
import { fallsOn, weekdayOf, weeklyDates, type Plan } from '../../../kernel/recurrence.ts';
import type { Schedule } from './contract.ts';
import { dayMs } from '../../../kernel/clock.ts';

const firstDay = ({ startsAt }: Pick<Plan, 'startsAt'>): string => startsAt.slice(0, 10);

/** When it begins on this date, in milliseconds. A wall time that a change of clocks skips is moved later. */
const momentOn = ({ startsAt, timezone }: Plan, date: string): number =>
  Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainDateTime.from(startsAt).toPlainTime())
    .toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds;

/** When the schedule's first occurrence after this moment begins (milliseconds); null when it is over. */
export function firstAfter(schedule: Plan, moment: number): number | null {
  for (const date of datesFrom(schedule, moment)) {
    const at = momentOn(schedule, date);
    if (at > moment) return at;
  }
  return null;
}

/** The schedule's occurrences that begin from one moment up to another (milliseconds), `most` of them at most. */
export function occurrencesBetween(
  schedule: Plan,
  { from, until, most }: { from: number; until: number; most: number },
): { date: string; at: number }[] {
  const found: { date: string; at: number }[] = [];
  for (const date of datesFrom(schedule, from)) {
    const at = momentOn(schedule, date);
    if (at > until || found.length === most) break;
    if (at >= from) found.push({ date, at });
  }
  return found;
}

function datesFrom(schedule: Plan, moment: number): Iterable<string> {
  const first = firstDay(schedule);
  if (!schedule.weekly) return [first];
  // A zone and a change of clocks move an occurrence by hours, not by days: start early and look.
  const early = new Date(Math.max(moment, Date.parse(first)) - 2 * dayMs);
  return weeklyDates(first, schedule.weekly, early.toISOString().slice(0, 10));
}

/** What is asked for, with all that it leaves out. */
export function planOf(wanted: Schedule): Plan {
  const { weekly } = wanted;
  if (!weekly) return { ...wanted, weekly: null };
  const { until, interval = 1, weekdays = [weekdayOf(firstDay(wanted))], skipped = [] } = weekly;
  return {
    ...wanted,
    weekly: {
      until,
      interval,
      weekdays: [...new Set(weekdays)].sort((one, other) => one - other),
      skipped: [...new Set(skipped)].sort(),
    },
  };
}

/** A plan as it is asked for: what goes without saying is left out. */
export function scheduleOf(plan: Plan): Schedule {
  const { weekly } = plan;
  if (!weekly) return { ...plan, weekly: null };
  const { until, interval, weekdays, skipped } = weekly;
  const isUsual = weekdays.length === 1 && weekdays[0] === weekdayOf(firstDay(plan));
  return {
    ...plan,
    weekly: {
      until,
      ...(interval === 2 ? { interval } : {}),
      ...(isUsual ? {} : { weekdays: [...weekdays] }),
      ...(skipped.length === 0 ? {} : { skipped: [...skipped] }),
    },
  };
}

const flaw = (field: string, message: string): Issue[] => [
  { field: `body.schedule.${field}`, message },
];

/** What is wrong with a schedule that somebody asks for now. */
export function scheduleIssues(schedule: Plan, now: number): Issue[] {
  if (!isZone(schedule.timezone)) return flaw('timezone', 'must be an IANA time zone');
  const flaws = schedule.weekly ? weeklyIssues(firstDay(schedule), schedule.weekly) : [];
  if (flaws.length > 0) return flaws;
  const durationMs = schedule.durationMinutes * 60_000;
  if (firstAfter(schedule, now - durationMs) === null) return flaw('startsAt', 'is over already');
  return [];
}

/** A plan for longer is a slip of the pen. */
const mostYears = 5;

const yearsAfter = (date: string): string =>
  Temporal.PlainDate.from(date).add({ years: mostYears }).toString();

function weeklyIssues(first: string, weekly: NonNullable<Plan['weekly']>): Issue[] {
  if (weekly.until < first) return flaw('weekly.until', 'must not be before the first day');
  if (weekly.until > yearsAfter(first))
    return flaw('weekly.until', `must be within ${mostYears} years`);
  if (!weekly.weekdays.includes(weekdayOf(first))) {
    return flaw('weekly.weekdays', 'must have the weekday of the first day');
  }
  const none = weekly.skipped.find((date) => !fallsOn(first, weekly, date));
  return none === undefined ? [] : flaw('weekly.skipped', `${none} is no day of the plan`);
}

function isZone(name: string): boolean {
  // Temporal takes offsets such as +08:00 as well; they do not follow changes of clocks.
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    Temporal.PlainDateTime.from('2026-01-01T00:00').toZonedDateTime(name);
    return true;
  } catch {
    return false;
  }
}
