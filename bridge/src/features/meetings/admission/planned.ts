import { titleAndSubject } from '../details-contract.ts';
import { occurrencesBetween } from './schedule.ts';
import type { SeriesRepository } from './series-repository.ts';

/** What is planned of a series of a course. */
export interface PlannedSeries {
  seriesId: string;
  courseId: string;
  groupId: string | null;
  title: string;
  durationMinutes: number;
  /** The day by the schedule's own calendar, which names the occurrence, and the moment (milliseconds). */
  occurrences: { date: string; at: number }[];
}

/** From one moment up to another, milliseconds. */
export interface Span {
  from: number;
  until: number;
}

/** So many of one series: one a day for more than a year. */
const mostOfSeries = 400;

/** What is planned in courses, for calendars elsewhere: without what was skipped or cancelled. */
export const createPlanned =
  ({ series }: { series: Pick<SeriesRepository, 'ofCourses'> }) =>
  async (courseIds: readonly string[], span: Span): Promise<PlannedSeries[]> =>
    (await series.ofCourses(courseIds)).flatMap((one) => {
      const { courseId, schedule, cancelledAt } = one;
      if (courseId === null || schedule === null || cancelledAt !== null) return [];
      const occurrences = occurrencesBetween(schedule, { ...span, most: mostOfSeries });
      const { durationMinutes } = schedule;
      const { id: seriesId, groupId } = one;
      const title = titleAndSubject(one);
      return [{ seriesId, courseId, groupId, title, durationMinutes, occurrences }];
    });
