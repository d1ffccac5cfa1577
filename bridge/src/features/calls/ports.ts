import type { Whole } from './contract.ts';
import type { Live } from '../live/index.ts';
import type { MeetingSummary } from '../meetings/contract.ts';
import type { Meetings } from '../meetings/index.ts';
import type { Notifications } from '../notifications/index.ts';

/** What calls need to know of people. */
export interface PersonReader {
  /** Those of them who are there and active, in no particular order. */
  active: (personIds: readonly string[]) => Promise<{ id: string; displayName: string }[]>;
  /** The person's own time zone (IANA); null where nobody said. */
  timezone: (personId: string) => Promise<string | null>;
}

/** Audiences, and who may ring one as a whole. @throws Failure when there is none, or not for this caller */
export interface Audiences {
  /** Which of them the caller may ring: departments or none of them, and these courses. Own groups always. */
  whole: (callerId: string) => Promise<Whole>;
  /** Whether somebody is in a course, and so may look into it. */
  isIn: (courseId: string, personId: string) => Promise<boolean>;
  /** Active members of a course that the caller may host. @throws Failure call/not-allowed */
  course: (courseId: string, callerId: string) => Promise<string[]>;
  /** Active members of a group that the caller is in or hosts. @throws Failure course/group-not-found */
  group: (groupId: string, callerId: string) => Promise<string[]>;
  /** Who is in a department or below it, for staff. @throws Failure call/not-allowed */
  department: (departmentId: string, callerId: string) => Promise<string[]>;
}

/** What somebody is to the reader. */
export interface Relationship {
  /** The reader teaches (or runs) a course that the person is in. */
  readerTeaches: boolean;
  sharesCourse: boolean;
  sharesDepartment: boolean;
}

export interface Relationships {
  /** By person; who has no tie to the reader is left out. */
  between: (readerId: string, personIds: readonly string[]) => Promise<Map<string, Relationship>>;
}

/** Which people have a panel open, on whatever bridge; `away`: all of them are hidden or idle. */
export type Connections = Pick<Live['connections'], 'of'>;

/** Notifies people whose panel is closed: by web push, else by mail with the link; null: not at all. */
export type OfflineNotifier = Pick<Notifications['notifyOffline'], 'notifyOffline'>;

/** What calls need of meetings. Who is called by somebody who may is let in while the meeting runs. */
export type CallMeetings = Pick<
  Meetings,
  | 'get'
  | 'presentIds'
  | 'whereabouts'
  | 'deserted'
  | 'running'
  | 'invitedIds'
  | 'guestList'
  | 'callScope'
  | 'grantByCall'
>;

/** A meeting as its caller sees it. */
export type CalledInto = Pick<MeetingSummary, 'id' | 'title' | 'subject' | 'state' | 'mayHost'>;
