import type { Database } from '../../../kernel/database.ts';
import type { CourseRow } from './rows.ts';
import { inChunks, insertAll } from '../../../kernel/sql.ts';

interface NumberRow {
  person_id: string;
  course_id: string;
  number: number;
}

/** What a course is called for short. */
export async function courseName(db: Database, id: string): Promise<string> {
  const row = await db<CourseRow>('courses').where({ id }).first('label', 'title');
  return row?.label ?? row?.title ?? '';
}

/** People's numbers; who has none yet gets the next ones of the course, in the given order. */
export async function numbersOf(
  trx: Database,
  courseId: string,
  personIds: readonly string[],
): Promise<Map<string, number>> {
  const known = await inChunks(personIds, (chunk) =>
    trx<NumberRow>('numbered_members').whereIn('person_id', chunk),
  );
  const numbers = new Map(known.map((row) => [row.person_id, row.number]));
  // Whoever numbers members of this course waits here for the others.
  await trx('courses').where({ id: courseId }).update({ id: courseId });
  const last = await trx<NumberRow>('numbered_members')
    .where({ course_id: courseId })
    .max<{ last: number | null }>({ last: 'number' })
    .first();
  const fresh = personIds
    .filter((id) => !numbers.has(id))
    .map((id, at) => ({ person_id: id, course_id: courseId, number: (last?.last ?? 0) + at + 1 }));
  await insertAll(trx, 'numbered_members', fresh);
  return new Map([...numbers, ...fresh.map((row) => [row.person_id, row.number] as const)]);
}
