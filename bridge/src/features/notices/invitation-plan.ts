import { Temporal } from 'temporal-polyfill';
import type { Plan } from '../outbox/index.ts';

interface Times {
  startsAt: number | null;
  durationMinutes: number | null;
  timezone: string | null;
  weeklyUntil: string | null;
}

/** What a calendar is told: null for a meeting that is not planned but runs, or only has a number. */
export function planOf({ startsAt, durationMinutes, timezone, weeklyUntil }: Times): Plan | null {
  if (startsAt === null || durationMinutes === null || timezone === null) return null;
  const wall = Temporal.Instant.fromEpochMilliseconds(startsAt)
    .toZonedDateTimeISO(timezone)
    .toPlainDateTime();
  return {
    startsAt: wall.toString({ smallestUnit: 'minute' }),
    timezone,
    durationMinutes,
    weeklyUntil,
  };
}
