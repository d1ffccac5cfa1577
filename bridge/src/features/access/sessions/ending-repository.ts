import type { Database, Subquery } from '../../../kernel/database.ts';

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

/** Ends sessions that go on. */
export async function endSessions(
  db: Database,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await db('sessions').whereIn('id', ids).whereNull('ended_at').update({ ended_at: now });
}
