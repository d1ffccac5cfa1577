import type { Database } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';

/** Those of these people who have opened a session since a moment (milliseconds since 1970). */
export async function openedSince(
  db: Database,
  personIds: readonly string[],
  at: number,
): Promise<string[]> {
  const rows = await inChunks(personIds, (chunk) =>
    db('sessions')
      .whereIn('person_id', chunk)
      .where('created_at', '>=', at)
      .distinct<{ person_id: string }[]>('person_id'),
  );
  return rows.map((row) => row.person_id);
}
