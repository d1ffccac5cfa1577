import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventRepeatingFreq,
  ICalEventStatus,
  ICalWeekday,
  type ICalEventData,
  type ICalRepeatingOptions,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { Plan, Weekly } from '../../../../kernel/recurrence.ts';
import { vtimezone } from './vtimezone.ts';

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

/** The occurrence on a date, or the first one, as moments. */
export function spanOn(
  plan: Plan,
  date = plan.startsAt.slice(0, 10),
): { startsAt: number; endsAt: number } {
  const start = Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainDateTime.from(plan.startsAt).toPlainTime())
    .toZonedDateTime(plan.timezone);
  const end = start.add({ minutes: plan.durationMinutes });
  return { startsAt: start.epochMilliseconds, endsAt: end.epochMilliseconds };
}

/** The file that goes with a mail: it puts the entry into a calendar, changes it there, or takes it out. */
export function calendarFile(entry: CalendarEntry): string {
  const { plan } = entry;
  const { startsAt, endsAt } = spanOn(plan);
  const last = plan.weekly === null ? endsAt : endOfDay(plan.weekly.until, plan.timezone);
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
  const { startsAt, endsAt } = spanOn(plan);
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
    ...(plan.weekly === null ? {} : { repeating: repeatingOf(plan, plan.weekly, last) }),
  };
}

/** Weeks begin on Monday, as the rule counts them; days that are left out are told in the plan's zone. */
function repeatingOf(
  plan: Plan,
  { interval, weekdays, skipped }: Weekly,
  last: number,
): ICalRepeatingOptions {
  const exclude = skipped.map((date) =>
    Temporal.Instant.fromEpochMilliseconds(spanOn(plan, date).startsAt).toZonedDateTimeISO(
      plan.timezone,
    ),
  );
  return {
    freq: ICalEventRepeatingFreq.WEEKLY,
    until: new Date(last),
    ...(interval === 1 ? {} : { interval }),
    byDay: weekdays.map((weekday) => byNumber[weekday - 1] ?? ICalWeekday.MO),
    startOfWeek: ICalWeekday.MO,
    ...(exclude.length > 0 ? { exclude } : {}),
  };
}

const byNumber = [
  ...[ICalWeekday.MO, ICalWeekday.TU, ICalWeekday.WE, ICalWeekday.TH],
  ...[ICalWeekday.FR, ICalWeekday.SA, ICalWeekday.SU],
];

function endOfDay(day: string, timezone: string): number {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return next.toZonedDateTime(timezone).epochMilliseconds - 1000;
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
