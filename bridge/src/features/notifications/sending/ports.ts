import type { Database } from '../../../kernel/database.ts';
import type { Reachable } from '../outbox/index.ts';

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
  subject: string | null;
  hostPersonId: string;
  hostName: string;
  startedAt: number;
}

/** What notifications need of meetings. */
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

/** What notifications need of courses and people. */
export interface Audience {
  /** Active members of the course, or of its group and its hosts. */
  of: (meeting: Pick<BegunMeeting, 'courseId' | 'groupId'>) => Promise<Invitee[]>;
  /** Ids of these people's accounts in the LMS that is written to; who has none is left out. */
  lmsAccounts: (personIds: readonly string[]) => Promise<Map<string, string>>;
}

/** A meeting that runs. */
export type RunningMeeting = Omit<BegunMeeting, 'courseId' | 'startedAt'> & {
  kind: string;
  courseId: string | null;
  startedAt: number | null;
};

/** What is asked of meetings. */
export interface RunningMeetings {
  open: () => Promise<RunningMeeting[]>;
  presentIds: (meetingId: string) => Promise<ReadonlySet<string>>;
  /** Who must not come in. */
  bannedIds: (seriesId: string) => Promise<readonly string[]>;
  /** The address of a link that still lets in, for telling it again; null: none. Read in the transaction. */
  linkUrl: (linkId: string, trx: Database) => Promise<string | null>;
}

/** What is asked of courses. */
export interface ClassCourses {
  /** Whom a meeting of the course, or of one of its groups, is for. */
  audience: (courseId: string, groupId: string | null) => Promise<readonly { personId: string }[]>;
}

/** What is asked of people. */
export interface NotifiedPeople extends Reachable {
  findActive: (
    personId: string,
  ) => Promise<(Omit<Invitee, 'personId'> & { phone: string | null }) | null>;
  findMany: (
    personIds: readonly string[],
    trx?: Database,
  ) => Promise<(Omit<Invitee, 'personId'> & { id: string; status: string })[]>;
  /** Ids of these people's accounts in a realm; who has none is left out. */
  accountsIn: (realm: string, personIds: readonly string[]) => Promise<Map<string, string>>;
}

/** Somebody who should be told of a meeting that started, or of a call as its invitee. */
export interface OwedTo {
  /** Id of the meeting, or of the invitee. */
  about: string;
  personId: string;
}

/** Who is told by an LMS, in its own messages: they get neither mail nor message of ours, once it has done so. */
export interface ToldByLms {
  ofCourse: (courseId: string) => Promise<boolean>;
  person: (personId: string) => Promise<boolean>;
  /** Those of them whom no LMS says to have told. */
  untold: <O extends OwedTo>(owed: readonly O[]) => Promise<O[]>;
}

/** A call that somebody missed. */
export interface MissedCall {
  id: string;
  personId: string;
  meetingId: string;
  missedAt: number;
  callerName: string;
  title: string;
  /** By what sort of message the person was to be told; null: by none. */
  toldBy: string | null;
}

/** Calls that were missed after a moment, up to another, and not looked at yet; the earliest, of very many. */
export type MissedCalls = (span: {
  after: number;
  until: number;
}) => Promise<readonly MissedCall[]>;

/** A key pair of web push (RFC 8292), base64url. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}
