import type { Database } from '../../../kernel/database.ts';
import { inChunks, upsert } from '../../../kernel/sql.ts';

interface TestRow {
  person_id: string;
}

/** Notes that somebody is an LMS's stand-in for a student: let in, but listed nowhere. */
export const noteTestPerson = (trx: Database, personId: string): Promise<void> =>
  upsert(trx, { table: 'test_people', key: ['person_id'] }, [{ person_id: personId }]);

/** Which of these people are test users. */
export async function testPeopleAmong(
  db: Database,
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await inChunks(personIds, (chunk) =>
    db<TestRow>('test_people').whereIn('person_id', chunk),
  );
  return new Set(rows.map((row) => row.person_id));
}
