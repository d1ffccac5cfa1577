/** Where a browser is reached, and what its messages are encrypted with (W3C Push API, RFC 8291). */
export interface BrowserAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Which browsers want to be told, as the carrier of web push needs it. */
export interface PushSubscriptions {
  find: (subscriptionId: string) => Promise<BrowserAddress | null>;
  /** The push service says that the browser is gone. */
  remove: (subscriptionId: string) => Promise<void>;
}

/** A course's meeting that has begun. */
export interface BegunMeeting {
  id: string;
  seriesId: string;
  courseId: string;
  groupId: string | null;
  title: string;
  hostPersonId: string;
  hostName: string;
  startedAt: number;
}

/** What notices need of meetings. */
export interface BegunMeetings {
  /** Meetings of courses that run and began after a moment. */
  since: (moment: number) => Promise<BegunMeeting[]>;
  /** Who is in already. */
  presentIds: (meetingId: string) => Promise<ReadonlySet<string>>;
  /** Who must not come in (banned). */
  barredIds: (meeting: BegunMeeting) => Promise<ReadonlySet<string>>;
}

/** Somebody who may join. */
export interface Invitee {
  personId: string;
  displayName: string;
  email: string | null;
  locale: string | null;
  timezone: string | null;
}

/** What notices need of courses and people. */
export interface Audience {
  /** Active members of the course, or of its group and its hosts. */
  of: (meeting: Pick<BegunMeeting, 'courseId' | 'groupId'>) => Promise<Invitee[]>;
  /** Ids of these people's accounts in the LMS that is written to; who has none is left out. */
  lmsAccounts: (personIds: readonly string[]) => Promise<Map<string, string>>;
}
