import type { Database } from '../../../kernel/database.ts';
import type { People } from '../people/index.ts';
import * as repository from './unnamed-repository.ts';

/** How people are told apart whose names their LMS withholds; in the language that they use. */
export const numberedName = (number: number, course: string, locale: string | null): string =>
  isChinese(locale) ? `${course} 成员${number}` : `Member ${number} of ${course}`;

/** A name that somebody gave to themselves, seen to be one wherever it is shown. */
export const selfGivenName = (name: string, locale: string | null): string =>
  isChinese(locale) ? `${name}（自填）` : `${name} (self-given)`;

const isChinese = (locale: string | null): boolean => /^zh/iu.test(locale ?? '');

/** Names stay short, so that what is behind them is seen. */
const longestCourse = 60;

/**
 * Gives members a name by their number in the course whose LMS withholds all names. The number is theirs for good;
 * who is unnamed in several courses is named after the first.
 */
export async function nameUnnamed(
  trx: Database,
  people: Pick<People, 'nameless' | 'giveNames'>,
  { courseId, personIds }: { courseId: string; personIds: readonly string[] },
): Promise<void> {
  const nameless = await people.nameless(trx, personIds);
  if (nameless.length === 0) return;
  const course = await repository.courseName(trx, courseId);
  const numbers = await repository.numbersOf(
    trx,
    courseId,
    nameless.map(({ id }) => id),
  );
  await people.giveNames(
    trx,
    nameless.map(({ id, locale }) => ({
      personId: id,
      kind: 'numbered' as const,
      name: numberedName(numbers.get(id) ?? 0, course.slice(0, longestCourse), locale),
    })),
  );
}
