import { z } from 'zod';
import { mayEnter } from '../access.ts';
import type { CalendarEvent } from '../calendar-store.ts';
import { bool, int, list } from '../params.ts';
import type { Site } from '../site.ts';
import { cleanMarkup, formatString } from '../texts.ts';
import { webService } from './web-service.ts';

const ids = list(int).optional();
const params = z.strictObject({
  events: z
    .strictObject({ eventids: ids, courseids: ids, groupids: ids, categoryids: ids })
    .optional(),
  options: z
    .strictObject({
      userevents: bool.optional(),
      siteevents: bool.optional(),
      timestart: int.optional(),
      timeend: int.optional(),
      ignorehidden: bool.optional(),
    })
    .optional(),
});
type Params = z.infer<typeof params>;
type Options = NonNullable<Params['options']>;

/** core_calendar_get_calendar_events: events that touch the span, by course, group, category or number. */
export const getCalendarEvents = webService(
  'core_calendar_get_calendar_events',
  params,
  (site, { events = {}, options = {} }) => {
    const { ignorehidden = true } = options;
    const shown = site.calendar.list().filter(({ visible }) => visible === 1 || !ignorehidden);
    const isWanted = (event: CalendarEvent) =>
      events.eventids?.includes(event.id) === true ||
      (isWithin(event, options) && isOf(site, event, { events, options }));
    return { events: shown.filter(isWanted).map(listedRow), warnings: [] };
  },
);

function isWithin(event: CalendarEvent, { timestart = 0, timeend = 0 }: Options): boolean {
  const ends = event.timestart + event.timeduration;
  return ends >= timestart && (timeend === 0 || event.timestart <= timeend);
}

function isOf(site: Site, event: CalendarEvent, { events = {}, options = {} }: Params): boolean {
  const asked = (ids: number[] | undefined, id: number) => ids?.includes(id) === true;
  switch (event.eventtype) {
    case 'user':
      return options.userevents !== false && event.userid === site.account.id;
    case 'category':
      return asked(events.categoryids, event.categoryid);
    case 'group':
      return asked(events.groupids, event.groupid);
    default: {
      const course = site.campus.courses.get(event.courseid);
      return asked(events.courseids, event.courseid) && !!course && mayEnter(site, course);
    }
  }
}

const orNull = (id: number) => (id === 0 ? null : id);

const listedRow = (event: CalendarEvent) => ({
  ...event,
  name: formatString(event.name),
  description: cleanDescription(event.description),
  categoryid: orNull(event.categoryid),
  groupid: orNull(event.groupid),
  modulename: null,
  instance: null,
  subscriptionid: null,
});

/** Links of a description stay as they were written: Moodle adds no target here. */
const cleanDescription = (markup: string): string =>
  cleanMarkup(markup).replaceAll(' target="_blank" rel="noreferrer"', '');
