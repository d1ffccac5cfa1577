/** What sessions need to know of people. */
export interface PersonReader {
  /** The person, or null when there is none or the person was deactivated. */
  find: (personId: string) => Promise<SessionPerson | null>;
}

/** What sessions need to know of guests. */
export interface GuestReader {
  find: (guestId: string) => Promise<SessionPerson | null>;
}

export interface SessionPerson {
  id: string;
  displayName: string;
  locale: string | null;
  timezone: string | null;
}
