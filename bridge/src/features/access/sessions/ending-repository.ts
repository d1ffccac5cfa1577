import type { Database, Subquery } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

/** Some of the sessions that these people have open. */
export const openSessionsAmong = (
  db: Database,
  people: Subquery,
  limit: number,
): Promise<string[]> =>
  db('sessions')
    .where({ kind: 'person' })
    .whereNull('ended_at')
    .whereIn('person_id', people)
    .limit(limit)
    .pluck<string[]>('id');

/** Ids of a person's or guest's sessions that go on. */
export const openSessionsOf = (db: Database, id: string): Promise<string[]> =>
  db('sessions').where({ person_id: id }).whereNull('ended_at').pluck<string[]>('id');

/**
 * Ends all sessions that stand in one of these courses, and takes back the tickets that would open more; answers
 * which sessions.
 */
export async function endSessionsInCourses(
  db: Database,
  courseIds: readonly string[],
  now: number,
): Promise<string[]> {
  return inChunks(courseIds, async (chunk) => {
    await db('session_tickets').whereIn('course_id', chunk).whereNull('used_at').update({
      used_at: now,
    });
    const ids = await db('sessions')
      .whereIn('course_id', chunk)
      .whereNull('ended_at')
      .pluck<string[]>('id');
    await inChunks(ids, async (some) => {
      await endSessions(db, some, now);
      return [];
    });
    return ids;
  });
}

/** Ends all sessions that a portal's launches opened, and takes back the tickets that would open more; answers which. */
export async function endSessionsOfPortal(
  db: Database,
  portalId: string,
  now: number,
): Promise<string[]> {
  await db('session_tickets').where({ portal_id: portalId, used_at: null }).update({
    used_at: now,
  });
  const going = () => db('sessions').where({ portal_id: portalId, ended_at: null });
  const ids = await going().pluck<string[]>('id');
  await going().update({ ended_at: now });
  return ids;
}

/** Ends sessions that go on. */
export async function endSessions(
  db: Database,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await db('sessions').whereIn('id', ids).whereNull('ended_at').update({ ended_at: now });
}
