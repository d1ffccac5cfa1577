import type { MeetingSummary } from '../../../../../bridge/src/features/meetings/contract.ts';

/** A course's meetings as its page shows them. */
export interface CourseMeetings {
  /** The running meeting that the page is about; null = none runs. */
  now: MeetingSummary | null;
  /** Other running ones. */
  alsoNow: MeetingSummary[];
  /** Over, the latest first. */
  ended: MeetingSummary[];
}

/** Sorts meetings: first the one the reader is in, then the whole course's, then the latest started. */
export function arrange(meetings: readonly MeetingSummary[]): CourseMeetings {
  const open = meetings.filter((meeting) => meeting.state === 'open').sort(byWeight);
  const ended = meetings
    .filter((meeting) => meeting.state === 'ended')
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  return { now: open[0] ?? null, alsoNow: open.slice(1), ended };
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
