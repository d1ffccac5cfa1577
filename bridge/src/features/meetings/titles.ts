import type { Database } from '../../kernel/database.ts';
import type { Retitled } from '../directory/courses/index.ts';
import { createSeriesTitles } from './admission/index.ts';
import { titleIn } from './meeting.ts';
import { retitleMeetings } from './repository.ts';

/** Makes what keeps meetings called as their course is; it is made before meetings are, because courses are. */
export function createMeetingTitles() {
  const ofSeries = createSeriesTitles();
  return {
    /**
     * A course or its groups are called otherwise: so are the meetings that were called as they were, in the
     * transaction that changes them. What a host called otherwise, and what is over, stays.
     */
    follow: async (trx: Database, { courseId, course, groups }: Retitled): Promise<void> => {
      const all = [
        { courseId, groupId: null, before: course.before, after: course.after },
        ...groups.map(({ id, before, after }) => ({
          courseId,
          groupId: id,
          before: titleIn(course.before, before),
          after: titleIn(course.after, after),
        })),
      ];
      for (const renaming of all.filter(({ before, after }) => before !== after)) {
        await ofSeries.follow(trx, renaming);
        await retitleMeetings(trx, renaming);
      }
    },
  };
}
