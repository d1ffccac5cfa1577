import type { MeetingActivity } from '../data/meeting-activities.ts';
import { roomOf } from './roster.ts';

/** A planned class, as an event of Moodle's calendar. */
export interface CalendarEvent {
  title: string;
  room: string;
  /** The group in Moodle that it is for; null for all. */
  group: string | null;
  /** Milliseconds since 1970. */
  at: number;
  minutes: number;
}

/** What is kept: the bridge's mark of the latest answer, and the events. */
export interface CalendarContent {
  mark: string;
  events: readonly CalendarEvent[];
}

interface Said {
  mark: string;
  from: number;
  rooms:
    | {
        room: string;
        title: string;
        group: string | null;
        minutes: number;
        dates: { at: number }[];
      }[]
    | null;
}

/** Planned classes as the bridge tells them: asked for by the mark of what is known. */
export function createCalendar(ask: (known: string) => Promise<unknown>, kept?: CalendarContent) {
  let { mark, events } = kept ?? { mark: '', events: [] };

  async function pull(): Promise<void> {
    const said = (await ask(mark)) as Said;
    if (said.rooms) {
      const planned = said.rooms.flatMap(({ dates, room, title, group, minutes }) =>
        dates.map(({ at }) => ({ title, room, group, at, minutes })),
      );
      const past = events.filter(({ at }) => at < said.from);
      events = [...past, ...planned].toSorted((a, b) => a.at - b.at);
    }
    ({ mark } = said);
  }

  return {
    pull,
    /** The events of an activity, the earliest first. */
    eventsOf: (activity: MeetingActivity): CalendarEvent[] =>
      events.filter(({ room }) => room === roomOf(activity)),
    content: (): CalendarContent => ({ mark, events }),
  };
}
