import type { CourseView } from '../../../../../bridge/src/features/directory/courses/contract.ts';
import type { MeetingSummary } from '../../../../../bridge/src/features/meetings/contract.ts';

/** A course's meetings as its page shows them. */
export interface CourseMeetings {
  /** The running meeting that the page is about; null = none runs. */
  now: MeetingSummary | null;
  /** The planned one that the page is about, before it begins: a link of the LMS named it. */
  planned: MeetingSummary | null;
  /** Other running ones. */
  alsoNow: MeetingSummary[];
  /** The planned one that is next; null = none is planned. */
  coming: MeetingSummary | null;
  /** Over, the latest first. */
  ended: MeetingSummary[];
}

/**
 * Sorts meetings: first the one the reader is in, then the whole course's, then the latest started. One that is
 * linked to, and not over, is what the page is about; before its time, whatever runs of the same plan.
 * @param linkedId the meeting that the page was opened for; null: the course's room
 */
export function arrange(
  meetings: readonly MeetingSummary[],
  linkedId: string | null = null,
): CourseMeetings {
  const open = meetings.filter((meeting) => meeting.state === 'open').sort(byWeight);
  const ended = meetings
    .filter((meeting) => meeting.state === 'ended')
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const linked = linkedIn(meetings, linkedId);
  const isPlanned = linked?.state === 'scheduled';
  const now = isPlanned ? null : (linked ?? open[0] ?? null);
  const alsoNow = open.filter((meeting) => meeting !== now);
  const [coming = null] = meetings
    .filter((meeting) => meeting.state === 'scheduled')
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
  return { now, planned: isPlanned ? linked : null, alsoNow, coming, ended };
}

/** Started before its time it is another meeting of the same plan, that runs: the page is about that one. */
function linkedIn(
  meetings: readonly MeetingSummary[],
  linkedId: string | null,
): MeetingSummary | null {
  const named = meetings.find(({ id, state }) => id === linkedId && state !== 'ended') ?? null;
  if (named?.state !== 'scheduled' || !named.seriesId) return named;
  const early = meetings.find(
    ({ seriesId, state }) => state === 'open' && seriesId === named.seriesId,
  );
  return early ?? named;
}

function byWeight(a: MeetingSummary, b: MeetingSummary): number {
  return (
    Number(b.iAmIn) - Number(a.iAmIn) ||
    Number(b.groupId === null) - Number(a.groupId === null) ||
    (b.startedAt ?? 0) - (a.startedAt ?? 0)
  );
}

/** `meetings` with `changed` in the place of the older one, or in front. Another course's is ignored. */
export function withMeeting(
  meetings: readonly MeetingSummary[],
  changed: MeetingSummary,
  courseId: string,
): MeetingSummary[] {
  if (changed.courseId !== courseId) return [...meetings];
  const known = meetings.some((meeting) => meeting.id === changed.id);
  if (!known) return [changed, ...meetings];
  return meetings.map((meeting) => (meeting.id === changed.id ? changed : meeting));
}

/** `meetings` after one of them ended at `at` (milliseconds since 1970). */
export function withEnded(
  meetings: readonly MeetingSummary[],
  meetingId: string,
  at: number,
): MeetingSummary[] {
  return meetings.map((meeting) =>
    meeting.id === meetingId && meeting.state !== 'ended'
      ? { ...meeting, state: 'ended', endedAt: at, present: 0, iAmIn: false }
      : meeting,
  );
}

/** For whom a host begins to choose: the whole course (''), or the first of the own groups who hosts these only. */
export const firstChoice = (course: CourseView): string =>
  course.hostsAllGroups === false ? (course.groups[0]?.id ?? '') : '';

/** Whether the reader may look at a meeting's attendance. */
export const seesAttendance = (course: CourseView, meeting: MeetingSummary): boolean =>
  (course.mayViewAttendance ?? course.mayHost) &&
  (course.hostsAllGroups !== false || (meeting.groupId !== null && meeting.mayHost));
