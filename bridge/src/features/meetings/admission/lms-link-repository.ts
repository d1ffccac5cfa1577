import type { Database } from '../../../kernel/database.ts';

export type LmsLinkRepository = ReturnType<typeof createLmsLinkRepository>;

/** Links that an LMS was given for its guests, in the database. */
export function createLmsLinkRepository(db: Database) {
  const unused = () => db('meeting_links').where({ from_lms: true, used: 0 });
  return {
    /** Of a series, those by which somebody still may come. */
    countUnused: async (seriesId: string, now: number): Promise<number> => {
      const row = await unused()
        .where({ series_id: seriesId, revoked_at: null })
        .andWhere('expires_at', '>', now)
        .count({ n: '*' })
        .first<{ n: number | string } | undefined>();
      return Number(row?.n ?? 0);
    },
    revokeIn: async (courseId: string, now: number): Promise<void> => {
      const ofCourse = db('meeting_series').where({ course_id: courseId }).select('id');
      await db('meeting_links')
        .where({ from_lms: true, revoked_at: null })
        .whereIn('series_id', ofCourse)
        .update({ revoked_at: now });
    },
    /** Forgets those that nobody used in time. */
    sweep: async (now: number): Promise<void> => {
      const over = await unused()
        .andWhere('expires_at', '<=', now)
        .limit(1_000)
        .pluck<string[]>('id');
      await db('meeting_link_tokens').whereIn('link_id', over).delete();
      await db('meeting_links').whereIn('id', over).delete();
    },
  };
}
