import type { BegunMeetings, RunningMeetings } from './ports.ts';

/** Of the meetings that run, the courses' ones that began after a moment. */
export const begunMeetings = (meetings: RunningMeetings): BegunMeetings => ({
  since: async (moment) =>
    (await meetings.open()).flatMap((meeting) => {
      const { kind, courseId, startedAt } = meeting;
      if (kind !== 'course' || courseId === null) return [];
      return startedAt !== null && startedAt > moment ? [{ ...meeting, courseId, startedAt }] : [];
    }),
  presentIds: meetings.presentIds,
  barredIds: async ({ seriesId }) => new Set(await meetings.bannedIds(seriesId)),
});
