import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventRepeatingFreq,
  ICalEventStatus,
  type ICalEventData,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { vtimezone } from './vtimezone.ts';

/** When something is planned: a wall time in an IANA zone, once or every week. */
export interface Plan {
  /** `2026-11-24T08:00` on the wall. */
  startsAt: string;
  timezone: string;
  durationMinutes: number;
  /** Every week on that day until this one, inclusive; null: once. */
  weeklyUntil: string | null;
}

/** A calendar entry for one attendee. */
export interface CalendarEntry {
  /** The same for all changes of one series. */
  uid: string;
  /** Rises with each change; a calendar keeps what has the highest (RFC 5546, 2.1.5). */
  sequence: number;
  method: 'REQUEST' | 'CANCEL';
  title: string;
  description: string;
  url: string;
  organizer: { name: string; email: string };
  attendee: { name: string | null; email: string };
  plan: Plan;
  /** Milliseconds since 1970. */
  now: number;
}

/** The first occurrence, as moments. */
export function firstSpan(plan: Plan): { startsAt: number; endsAt: number } {
  const start = Temporal.PlainDateTime.from(plan.startsAt).toZonedDateTime(plan.timezone);
  const end = start.add({ minutes: plan.durationMinutes });
  return { startsAt: start.epochMilliseconds, endsAt: end.epochMilliseconds };
}

/** The file that goes with a mail: it puts the entry into a calendar, changes it there, or takes it out. */
export function calendarFile(entry: CalendarEntry): string {
  const { plan } = entry;
  const { startsAt, endsAt } = firstSpan(plan);
  const last = plan.weeklyUntil === null ? endsAt : endOfDay(plan.weeklyUntil, plan.timezone);
  const calendar = ical({
    prodId: { company: 'Campus Meet', product: 'bridge', language: 'EN' },
    method: ICalCalendarMethod[entry.method],
    // The zone is the event's: one of the whole calendar would make the library write UTC times without Z.
    timezone: { name: null, generator: (zone) => vtimezone(zone, startsAt, last) },
  });
  calendar.createEvent(eventOf(entry, last));
  return calendar.toString();
}

function eventOf(entry: CalendarEntry, last: number): ICalEventData {
  const { plan, organizer, attendee } = entry;
  const zoned = (moment: number) =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(plan.timezone);
  const { startsAt, endsAt } = firstSpan(plan);
  return {
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(entry.now),
    start: zoned(startsAt),
    end: zoned(endsAt),
    timezone: plan.timezone,
    summary: oneLine(entry.title),
    description: entry.description,
    location: entry.url,
    url: entry.url,
    status: entry.method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: oneLine(organizer.name), email: organizer.email },
    attendees: [
      {
        name: oneLine(attendee.name ?? attendee.email),
        email: attendee.email,
        rsvp: false,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
        type: ICalAttendeeType.INDIVIDUAL,
      },
    ],
    ...(plan.weeklyUntil === null
      ? {}
      : { repeating: { freq: ICalEventRepeatingFreq.WEEKLY, until: new Date(last) } }),
  };
}

function endOfDay(day: string, timezone: string): number {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return next.toZonedDateTime(timezone).epochMilliseconds - 1000;
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
