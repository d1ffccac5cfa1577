/** Somebody who is to get a mail. */
export interface Recipient {
  personId: string | null;
  name: string | null;
  email: string;
  locale: string | null;
}

/** What is said of a series. Moments in milliseconds. */
export interface SeriesFacts {
  seriesId: string;
  title: string;
  hostName: string;
  /** Whose meeting it is; null for a course's. */
  hostId: string | null;
  number: string;
  guestPassword: string | null;
  startsAt: number | null;
  durationMinutes: number | null;
  timezone: string | null;
  weeklyUntil: string | null;
}
