import { Temporal } from 'temporal-polyfill';

/**
 * A VTIMEZONE (RFC 5545, 3.6.5) that holds from before `from` until after `until`: one observance for each
 * change of clocks in between, so that nothing is guessed about rules of years to come. Milliseconds.
 */
export function vtimezone(timezone: string, from: number, until: number): string {
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timezone);
  const first = start.getTimeZoneTransition('previous');
  const observances = [observance(first ?? start, first === null ? '19700101T000000' : null)];
  let next = start.getTimeZoneTransition('next');
  while (next && next.epochMilliseconds <= until) {
    observances.push(observance(next, null));
    next = next.getTimeZoneTransition('next');
  }
  return ['BEGIN:VTIMEZONE', `TZID:${timezone}`, ...observances, 'END:VTIMEZONE'].join('\r\n');
}

function observance(at: Temporal.ZonedDateTime, begin: string | null): string {
  const before = at.subtract({ nanoseconds: 1 });
  const to = offset(at.offsetNanoseconds);
  const from = begin === null ? offset(before.offsetNanoseconds) : to;
  const kind = isSummer(at) ? 'DAYLIGHT' : 'STANDARD';
  // The onset is written in the wall time that held until then.
  const wall = at.toPlainDateTime().subtract({
    nanoseconds: at.offsetNanoseconds - before.offsetNanoseconds,
  });
  return [
    `BEGIN:${kind}`,
    `DTSTART:${begin ?? compact(wall)}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    `END:${kind}`,
  ].join('\r\n');
}

/** Ahead of the zone's smaller offset of that year. */
function isSummer(at: Temporal.ZonedDateTime): boolean {
  const later = at.getTimeZoneTransition('next');
  const hoursAway = later ? at.until(later, { largestUnit: 'hours' }).hours : Infinity;
  return hoursAway < 9_000 && later !== null && later.offsetNanoseconds < at.offsetNanoseconds;
}

const compact = (at: Temporal.PlainDateTime): string =>
  at.toString({ smallestUnit: 'second' }).replace(/[-:]/gu, '');

function offset(nanoseconds: number): string {
  const seconds = Math.round(Math.abs(nanoseconds) / 1e9);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = seconds % 60 === 0 ? '' : two(seconds % 60);
  return `${nanoseconds < 0 ? '-' : '+'}${two(seconds / 3600)}${two((seconds % 3600) / 60)}${rest}`;
}
