import { Temporal } from 'temporal-polyfill';
import type { Flaw } from '../../kernel/failure.ts';
import type { Schedule } from './contract.ts';

const week = 7 * 86_400_000;

/** The k-th occurrence (0: the first) in milliseconds. A wall time that a change of clocks skips is moved later. */
function occurrence({ startsAt, timezone }: Schedule, k: number): number {
  return Temporal.PlainDateTime.from(startsAt)
    .add({ weeks: k })
    .toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** True when the k-th occurrence is still in the schedule: the last day is inclusive, in the schedule's zone. */
function isWithin({ startsAt, weekly }: Schedule, k: number): boolean {
  if (k === 0) return true;
  if (!weekly) return false;
  const day = Temporal.PlainDateTime.from(startsAt).add({ weeks: k }).toPlainDate();
  return Temporal.PlainDate.compare(day, weekly.until) <= 0;
}

/** When the schedule's first occurrence after this moment begins (milliseconds); null when it is over. */
export function firstAfter(schedule: Schedule, moment: number): number | null {
  const first = occurrence(schedule, 0);
  // A change of clocks moves an occurrence by hours, not by weeks: start one early and look.
  let k = Math.max(0, Math.floor((moment - first) / week) - 1);
  while (isWithin(schedule, k)) {
    const at = occurrence(schedule, k);
    if (at > moment) return at;
    k += 1;
  }
  return null;
}

const flaw = (field: string, message: string): Flaw[] => [
  { field: `body.schedule.${field}`, message },
];

/** What is wrong with a schedule that somebody asks for now. */
export function scheduleFlaws(schedule: Schedule, now: number): Flaw[] {
  if (!isZone(schedule.timezone)) return flaw('timezone', 'must be an IANA time zone');
  const last = schedule.weekly?.until;
  if (last !== undefined && last < schedule.startsAt.slice(0, 10)) {
    return flaw('weekly.until', 'must not be before the first day');
  }
  const durationMs = schedule.durationMinutes * 60_000;
  if (firstAfter(schedule, now - durationMs) === null) return flaw('startsAt', 'is over already');
  return [];
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
