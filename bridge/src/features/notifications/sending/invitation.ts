import type { Plan } from '../outbox/index.ts';

/** Somebody who is to get a mail. */
export interface Recipient {
  personId: string | null;
  name: string | null;
  email: string;
  locale: string | null;
}

/** Somebody who was invited, by which link. */
export interface Invited extends Recipient {
  linkId: string | null;
}

/** What is said of a series. Moments in milliseconds. */
export interface SeriesFacts {
  seriesId: string;
  title: string;
  /** Somebody's own meeting: its title is a name. */
  isPersonal: boolean;
  hostName: string;
  /** Whose meeting it is; null for a course's. */
  hostId: string | null;
  number: string;
  guestPassword: string | null;
  /** The next occurrence, or when the running one began. */
  startsAt: number | null;
  /** When it takes place at all; null for what is not planned. */
  schedule: Plan | null;
}
