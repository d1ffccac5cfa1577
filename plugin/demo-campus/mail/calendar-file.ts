/** What a person wants to know of an invitation, in the file's own words. */
export interface CalendarSummary {
  /** PUBLISH, REQUEST, CANCEL …; empty when the file does not say. */
  method: string;
  summary: string;
  location: string;
  start: string;
  end: string;
}

/** Reads the first event of an iCalendar file (RFC 5545); null when there is none in it. */
export function readCalendar(file: string): CalendarSummary | null {
  const lines = file.replace(/\r?\n[ \t]/gu, '').split(/\r?\n/u);
  const begin = lines.indexOf('BEGIN:VEVENT');
  if (begin === -1) return null;
  const event = lines.slice(begin);
  const value = (name: string) => valueOf(event, name);
  return {
    method: valueOf(lines.slice(0, begin), 'METHOD'),
    summary: value('SUMMARY'),
    location: value('LOCATION'),
    start: momentOf(event, 'DTSTART'),
    end: momentOf(event, 'DTEND'),
  };
}

/** The value of a property, with RFC 5545 §3.3.11's escapes undone. */
function valueOf(lines: string[], name: string): string {
  const line = lineOf(lines, name);
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\\([\\;,nN])/gu, (_, one: string) => (one.toLowerCase() === 'n' ? '\n' : one));
}

const lineOf = (lines: string[], name: string): string =>
  lines.find((one) => one.startsWith(`${name}:`) || one.startsWith(`${name};`)) ?? '';

/** `20261123T080000Z` → `2026-11-23 08:00 UTC`, a local time with its zone's name; what is neither stays as it is. */
function momentOf(lines: string[], name: string): string {
  const text = valueOf(lines, name);
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z?))?$/u.exec(text);
  if (parts === null) return text;
  const [, year = '', month = '', day = '', hour, minute = '', utc] = parts;
  const zone = utc === 'Z' ? 'UTC' : /;TZID=([^:;]+)/u.exec(lineOf(lines, name))?.[1];
  const time = hour === undefined ? [] : [`${hour}:${minute}`];
  return [`${year}-${month}-${day}`, ...time, ...(zone === undefined ? [] : [zone])].join(' ');
}
