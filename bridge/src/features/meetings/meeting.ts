/** The states of a meeting; it only ever moves forward. */
export type MeetingState = 'scheduled' | 'open' | 'ended';

export type MeetingKind = 'course' | 'personal';

/** One occurrence of a meeting: it has a room of its own, never used again. */
export interface Meeting {
  id: string;
  kind: MeetingKind;
  courseId: string | null;
  groupId: string | null;
  title: string;
  hostPersonId: string;
  hostName: string;
  state: MeetingState;
  /** 128 random bits, lower-case hex: what the conference server calls it. */
  room: string;
  /** Held while it runs, so that a course (or group) has one running meeting; null for a further one. */
  runningKey: string | null;
  capacity: number;
  scheduledAt: number | null;
  startedAt: number | null;
  emptySince: number | null;
  endedAt: number | null;
  endReason: EndReason | null;
}

export type EndReason = 'host' | 'empty' | 'administrator';

/** What a person is to a meeting: null means that the person may not enter. */
export type Standing = 'host' | 'member' | null;

/** What the course says of a person; null for somebody who is not in it. */
export interface CourseStanding {
  mayHost: boolean;
  groupIds: readonly string[];
}

/**
 * Who may enter, and as what. A course's hosts are those whom its roles make hosts; a group's meeting is
 * for the group and the hosts; a personal meeting is its owner's and open to everybody on campus.
 */
export function standing(
  meeting: Pick<Meeting, 'kind' | 'groupId' | 'hostPersonId'>,
  personId: string,
  course: CourseStanding | null,
): Standing {
  if (meeting.kind === 'personal') return meeting.hostPersonId === personId ? 'host' : 'member';
  if (!course) return null;
  if (course.mayHost) return 'host';
  if (meeting.groupId !== null && !course.groupIds.includes(meeting.groupId)) return null;
  return 'member';
}

export const courseRunningKey = (courseId: string, groupId: string | null): string =>
  `course:${courseId}:${groupId ?? '-'}`;

export const personalRunningKey = (personId: string): string => `personal:${personId}`;
