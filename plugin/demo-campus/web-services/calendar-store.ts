/** A row of Moodle's event table; times in seconds since 1970, as Moodle has them. */
export interface CalendarEvent {
  id: number;
  name: string;
  description: string;
  format: number;
  /** 0 = none. */
  courseid: number;
  groupid: number;
  categoryid: number;
  userid: number;
  /** The first event of a weekly series; null = not repeated. */
  repeatid: number | null;
  eventtype: string;
  timestart: number;
  timeduration: number;
  visible: number;
  sequence: number;
  timemodified: number;
}

/** The site's calendar; the portal may show it. */
export interface CalendarStore {
  add: (event: Omit<CalendarEvent, 'id'>) => CalendarEvent;
  find: (id: number) => CalendarEvent | undefined;
  remove: (ids: ReadonlySet<number>) => void;
  /** All events in the order of their beginning. */
  list: () => CalendarEvent[];
}

/** An empty calendar. */
export function createCalendarStore(): CalendarStore {
  const events = new Map<number, CalendarEvent>();
  let last = 0;
  return {
    add(event) {
      const added = { ...event, id: ++last };
      events.set(added.id, added);
      return added;
    },
    find: (id) => events.get(id),
    remove(ids) {
      for (const id of ids) events.delete(id);
    },
    list: () => [...events.values()].sort((a, b) => a.timestart - b.timestart || a.id - b.id),
  };
}
