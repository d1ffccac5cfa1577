import { z } from 'zod';
import { text } from '../../kernel/contract.ts';
import type { Plan } from '../../kernel/recurrence.ts';

/**
 * What hosts may write about a meeting, each on one line of at most so many characters. A further one is a line here,
 * a column of its name in `meeting_series` and `meetings`, and its words in words/<language>/meeting-details.ts:
 * endpoints, rows, copies from series to meeting, forms, screens, invitations and calendars follow.
 */
export const detailLengths = {
  /** What it is about, such as “Chapter 5: trees”. */
  subject: 200,
  /** What people are to prepare or to bring, such as “Read chapter 5 and bring your drafts”. */
  preparation: 300,
} as const;

export type DetailName = keyof typeof detailLengths;
export const detailNames = Object.keys(detailLengths) as DetailName[];

/** The texts of one meeting; null: nothing is said. */
export type MeetingDetails = Record<DetailName, string | null>;

/** One value for each of the texts. */
export const eachDetail = <V>(valueOf: (name: DetailName) => V): Record<DetailName, V> =>
  Object.fromEntries(detailNames.map((name) => [name, valueOf(name)])) as Record<DetailName, V>;

export const noDetails: MeetingDetails = eachDetail(() => null);

/** The texts alone, of whatever else has them. */
export const detailsOf = (from: MeetingDetails): MeetingDetails => eachDetail((name) => from[name]);

/** Those that are spoken of at all: what is left out stays as it is. */
export const detailsIn = (from: {
  readonly [N in DetailName]?: string | null | undefined;
}): Partial<MeetingDetails> =>
  Object.fromEntries(
    detailNames.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  );

/** As replies tell them. */
export const shownDetails = eachDetail(() => z.string().nullable());

/** As hosts send them: null takes a text away. Their characters are counted as they are kept, however they were typed. */
export const writtenDetails = eachDetail((name) => {
  const most = detailLengths[name];
  return text(3 * most)
    .refine((value) => Array.from(value).length <= most, `must have at most ${most} characters`)
    .nullable()
    .optional();
});

/** What is said of a meeting: kept with its series, shown to its hosts, told in mail and calendars. */
export interface MeetingFacts extends MeetingDetails {
  title: string;
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
