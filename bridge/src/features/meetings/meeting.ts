import type { MeetingDetails } from './details-contract.ts';

/** The states of a meeting; it only ever moves forward. */
export type MeetingState = 'scheduled' | 'open' | 'ended';

export type MeetingKind = 'course' | 'personal' | 'fresh';

/** One occurrence of a meeting: it has a room of its own, never used again. */
export interface Meeting extends MeetingDetails {
  id: string;
  /** What stays the same from one meeting to the next: number, admission, hosts. */
  seriesId: string;
  kind: MeetingKind;
  courseId: string | null;
  groupId: string | null;
  title: string;
  hostPersonId: string;
  hostName: string;
  state: MeetingState;
  /** 128 random bits, lower-case hex: what the conference server calls it. */
  room: string;
  /** Held while it runs, so that a series has one running meeting, and one that is scheduled. */
  runningKey: string | null;
  capacity: number;
  scheduledAt: number | null;
  startedAt: number | null;
  emptySince: number | null;
  endedAt: number | null;
  endReason: EndReason | null;
}

/** `superseded`: another meeting of the series ran when it was to start; `missed`: nobody could open it. */
export type EndReason = 'host' | 'empty' | 'administrator' | 'cancelled' | 'superseded' | 'missed';

/** What a person is to a meeting: null means that the person may not enter. */
export type MeetingRole = 'host' | 'member' | null;

/** What the course says of a person; null for somebody who is not in it. */
export interface CourseRole {
  mayHost: boolean;
  /** False: a host of the own groups' meetings, and a member of the whole course's. Left out: of all. */
  hostsAllGroups?: boolean;
  groupIds: readonly string[];
}

/**
 * What a course's roles say of one of its meetings, for its pages: its hosts are those whom its roles make
 * hosts; a group's meeting is for the group and the hosts. Who may enter is decided by admission.
 */
export function roleIn(
  meeting: Pick<Meeting, 'courseId' | 'groupId' | 'hostPersonId'>,
  personId: string,
  course: CourseRole | null,
): MeetingRole {
  if (meeting.courseId === null) return meeting.hostPersonId === personId ? 'host' : null;
  if (!course) return null;
  const isOwnGroup = meeting.groupId !== null && course.groupIds.includes(meeting.groupId);
  if (course.mayHost && (course.hostsAllGroups !== false || isOwnGroup)) return 'host';
  return meeting.groupId === null || isOwnGroup ? 'member' : null;
}

/** What the meetings of a course are called, or of one of its groups, unless a host calls them otherwise. */
export const titleIn = (course: string, group: string | null): string =>
  group === null ? course : `${course} · ${group}`;

/** The meetings of a course (its own, or one group's) that are called as it was are called as it is. */
export interface Renaming {
  courseId: string;
  groupId: string | null;
  before: string;
  after: string;
}

/** What a meeting takes over from its series. */
export interface SeriesOfMeeting extends MeetingDetails {
  id: string;
  kind: MeetingKind;
  courseId: string | null;
  groupId: string | null;
  title: string;
}

/** Held by the one meeting of a series that runs. */
export const runningKey = (seriesId: string): string => `series:${seriesId}`;

/** Held by the one meeting of a series that is scheduled. */
export const nextKey = (seriesId: string): string => `next:${seriesId}`;
