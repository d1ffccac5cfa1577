import { Temporal } from 'temporal-polyfill';
import type { RingSettings } from './contract.ts';

/** When somebody does not want to be disturbed. */
export type Quiet = Pick<RingSettings, 'doNotDisturbUntil' | 'quietHours' | 'timezone'>;

/**
 * Is this a time at which the person is not to be rung? Quiet hours are wall times in the person's own zone,
 * from the first (inclusive) to the second (exclusive), over midnight where the second is the smaller; the
 * same time twice is no hours at all.
 * @param now milliseconds
 */
export function isQuiet({ doNotDisturbUntil, quietHours, timezone }: Quiet, now: number): boolean {
  if (doNotDisturbUntil !== null && now < doNotDisturbUntil) return true;
  if (!quietHours) return false;
  const zoned = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone);
  const wall = zoned.toPlainTime().toString({ smallestUnit: 'minute' });
  const { from, to } = quietHours;
  return from <= to ? from <= wall && wall < to : from <= wall || wall < to;
}

/** Is this the name of a time zone (IANA) that we know? */
export function isTimezone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
