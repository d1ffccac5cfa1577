import { z } from 'zod';
import { can } from '../access.ts';
import type { CalendarEvent } from '../calendar-store.ts';
import { noPermissions, recordUnknown } from '../errors.ts';
import { bool, int, list, raw, text } from '../params.ts';
import type { Site } from '../site.ts';
import { webService } from './web-service.ts';

const week = 7 * 24 * 60 * 60;

const draft = z.strictObject({
  name: text,
  description: raw.optional(),
  format: int.optional(),
  courseid: int.optional(),
  groupid: int.optional(),
  categoryid: int.optional(),
  repeats: int.optional(),
  eventtype: text.optional(),
  timestart: int.optional(),
  timeduration: int.optional(),
  visible: int.optional(),
  sequence: int.optional(),
});
type Draft = z.infer<typeof draft>;

/** core_calendar_create_calendar_events: a lack of permission is a warning, an unknown course undoes the whole batch. */
export const createCalendarEvents = webService(
  'core_calendar_create_calendar_events',
  z.strictObject({ events: list(draft) }),
  (site, { events }) => {
    for (const event of events) demandRecords(site, event);
    const allowed = events.filter((event) => mayWrite(site, event));
    return {
      events: allowed.flatMap((event) => store(site, event)).map(createdRow),
      warnings: events
        .filter((event) => !mayWrite(site, event))
        .map(({ name }) => ({
          item: name,
          warningcode: 'nopermissions',
          message: 'you do not have permissions to create this event',
        })),
    };
  },
);

/** The service's own user events need no capability. */
const mayWrite = (site: Site, { eventtype = 'user' }: Draft): boolean =>
  eventtype === 'user' || can(site, 'moodle/calendar:manageentries');

function demandRecords({ campus }: Site, { eventtype, courseid = 0, groupid = 0 }: Draft): void {
  const needsCourse = eventtype === 'course' || eventtype === 'group';
  if (needsCourse && !campus.courses.has(courseid)) throw recordUnknown();
  if (eventtype === 'group' && !campus.groups.some(({ id }) => id === groupid))
    throw recordUnknown();
}

function store(site: Site, event: Draft): CalendarEvent[] {
  const first = site.calendar.add(rowOf(site, event));
  const count = Math.min(event.repeats ?? 0, 99);
  if (count < 1) return [first];
  first.repeatid = first.id;
  const later = Array.from({ length: count - 1 }, (_, index) => ({
    ...first,
    timestart: first.timestart + (index + 1) * week,
  }));
  return [first, ...later.map((one) => site.calendar.add(one))];
}

const defaults = {
  description: '',
  format: 1,
  courseid: 0,
  groupid: 0,
  categoryid: 0,
  eventtype: 'user',
  timeduration: 0,
  visible: 1,
  sequence: 1,
  repeatid: null,
};

function rowOf(site: Site, event: Draft): Omit<CalendarEvent, 'id'> {
  const now = Math.floor(site.now() / 1000);
  const given = Object.entries(event).filter(([key]) => key !== 'repeats');
  return {
    ...defaults,
    name: event.name,
    timestart: now,
    ...Object.fromEntries(given),
    userid: site.account.id,
    timemodified: now,
  };
}

/** As the answer of a creation tells it: no category, the series only where there is one. */
function createdRow({ repeatid, ...event }: CalendarEvent) {
  const row = {
    ...event,
    ...(repeatid === null ? {} : { repeatid }),
    modulename: '',
    instance: 0,
    uuid: '',
    subscriptionid: null,
  };
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'categoryid'));
}

/** core_calendar_delete_calendar_events: all or none; answers null. */
export const deleteCalendarEvents = webService(
  'core_calendar_delete_calendar_events',
  z.strictObject({ events: list(z.strictObject({ eventid: int, repeat: bool })) }),
  (site, { events }) => {
    const doomed = events.flatMap(({ eventid, repeat }) => {
      const event = site.calendar.find(eventid);
      if (event === undefined) throw recordUnknown();
      if (!mayWrite(site, event)) throw noPermissions('Delete event');
      const isSame = ({ repeatid }: CalendarEvent) => repeatid === event.repeatid;
      return repeat && event.repeatid !== null ? site.calendar.list().filter(isSame) : [event];
    });
    site.calendar.remove(new Set(doomed.map(({ id }) => id)));
    return null;
  },
);
