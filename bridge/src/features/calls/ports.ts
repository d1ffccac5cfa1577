/** A meeting as its caller sees it. */
export interface CalledInto {
  id: string;
  title: string;
  state: 'scheduled' | 'open' | 'ended';
  mayHost: boolean;
}

/** What calls need of meetings. */
export interface MeetingReader {
  /** The meeting as this person may see it. @throws Failure meeting/not-found, meeting/not-allowed */
  get: (meetingId: string, personId: string) => Promise<CalledInto>;
  presentIds: (meetingId: string) => Promise<Set<string>>;
  /** In which running meetings these people are now; who is in none is left out. */
  whereabouts: (personIds: readonly string[]) => Promise<Map<string, Set<string>>>;
  /** Which of these meetings nobody is in or comes to; of each who has had a seat there. */
  deserted: (meetingIds: readonly string[]) => Promise<Map<string, ReadonlySet<string>>>;
  /** Which of these meetings run. */
  running: (meetingIds: readonly string[]) => Promise<Set<string>>;
  /** Everybody whom the meeting is for: members of its course or group, invited people. */
  invitedIds: (meetingId: string) => Promise<string[]>;
  /** Who is shut out of the meeting, and whether it is for none but those whom it is for. */
  bounds: (meetingId: string) => Promise<{ bannedIds: string[]; onlyInvited: boolean }>;
}

/** What calls need to know of people. */
export interface PersonReader {
  /** Those of them who are there and active, in no particular order. */
  active: (personIds: readonly string[]) => Promise<{ id: string; displayName: string }[]>;
  /** The person's own time zone (IANA); null where nobody said. */
  timezone: (personId: string) => Promise<string | null>;
}

/** Who wants to be hidden from whom. */
export interface Sight {
  /** Those of these ids that the reader may know to be somebody's. */
  withoutHidden: (readerId: string, personIds: readonly string[]) => Promise<string[]>;
}

/** Circles of people, and who may ring one as a whole. @throws Failure when there is none, or not for this caller */
export interface Circles {
  /** Active members of a course that the caller may host. @throws Failure call/not-allowed */
  course: (courseId: string, callerId: string) => Promise<string[]>;
  /** Active members of a group that the caller is in or hosts. @throws Failure course/group-not-found */
  group: (groupId: string, callerId: string) => Promise<string[]>;
  /** Who is in a department or below it, for staff. @throws Failure call/not-allowed */
  department: (departmentId: string, callerId: string) => Promise<string[]>;
}

/** What somebody is to the reader. */
export interface Tie {
  /** The reader teaches (or runs) a course that the person is in. */
  readerTeaches: boolean;
  sharesCourse: boolean;
  sharesDepartment: boolean;
}

export interface Ties {
  /** By person; who has no tie to the reader is left out. */
  between: (readerId: string, personIds: readonly string[]) => Promise<Map<string, Tie>>;
}

/** Which people have a panel open, on whatever bridge; `away`: all of them are hidden or idle. */
export interface Connections {
  of: (personIds: readonly string[]) => Promise<Map<string, { away: boolean }>>;
}

/** Somebody without an open panel is called. */
export interface Reached {
  personId: string;
  kind: 'call';
  title: string;
  callerName: string;
  meetingId: string;
  inviteeId: string;
}

/** Reaches people whose panel is closed: by web push, else by mail with the link; null: not at all. */
export interface Reach {
  reach: (call: Reached) => Promise<'push' | 'mail' | null>;
}

/** Remembers who had to do with whom, for lists of recent people. */
export interface Acquaintance {
  noteMet: (personId: string, others: readonly string[]) => Promise<void>;
}

/** The door `call`: who is called by somebody who may is let in while the meeting runs. */
export interface CallDoor {
  /** @throws Failure meeting/… when the person must not come in (banned, for example) */
  grantByCall: (grant: { meetingId: string; personId: string; callerId: string }) => Promise<void>;
}
