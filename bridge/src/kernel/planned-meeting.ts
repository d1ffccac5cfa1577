import type { Plan } from './recurrence.ts';

/** What is said of a meeting: kept with its series, shown to its hosts, told in mail and calendars. */
export interface MeetingFacts {
  title: string;
  /** What it is about, such as “Chapter 5: trees”; null: nothing is said. */
  subject: string | null;
  /** 9 digits, 10 for a personal one; random, never with a zero in front. */
  number: string;
  /** Asked of those who come by number; null: none is asked. */
  guestPassword: string | null;
  /** When it takes place at all; null for what is not planned. */
  schedule: Plan | null;
}

/** A planned meeting as mail and calendars tell of it. Moments in milliseconds since 1970. */
export interface PlannedMeeting extends MeetingFacts {
  seriesId: string;
  /** Somebody's own meeting: its title is a name. */
  isPersonal: boolean;
  hostName: string;
  /** Whose meeting it is; null for a course's. */
  hostId: string | null;
  /** The next occurrence, or when the running one began. */
  startsAt: number | null;
}

/** So long are the texts that a meeting is called by in one line, at most: that of a call is kept. */
const longest = 200;

/** What a meeting is called in one line: its title, and what it is about. */
export function titleAndSubject({
  title,
  subject,
}: Pick<MeetingFacts, 'title' | 'subject'>): string {
  if (subject === null) return title;
  const characters = Array.from(`${title} – ${subject}`);
  return characters.length > longest
    ? `${characters.slice(0, longest - 1).join('')}…`
    : characters.join('');
}
