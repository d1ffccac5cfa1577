import { dayMs } from '../../../kernel/time.ts';

/** Date and time as on a wall somewhere: `2026-11-24` and `08:00`. */
export interface Wall {
  date: string;
  time: string;
}

/** What the wall shows in `timezone` (IANA) at a moment (milliseconds). */
export function wallAt(at: number, timezone: string): Wall {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/**
 * The moment (milliseconds) at which the wall shows this; NaN for what is no date. A time that a change of clocks
 * leaves out or shows twice is a neighbouring moment: good enough to compare with now. What is kept is the wall.
 */
export function momentOf({ date, time }: Wall, timezone: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wanted)) return NaN;
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const shown = wallAt(guess, timezone);
    guess += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`);
  }
  return guess;
}

/** The day `days` later. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** The zone's name with what it is ahead of UTC at that moment: `Asia/Shanghai (GMT+8)`. */
export function zoneWithOffset(timezone: string, at: number): string {
  const offset = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${timezone} (${offset ?? 'UTC'})`;
}
