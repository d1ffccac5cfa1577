import type { LocationQuery } from 'vue-router';
import { mostSeats } from '../../../../../bridge/src/features/meetings/contract.ts';
import { capacityQuestion } from '../../../../../bridge/src/features/operations/capacity/contract.ts';

/** What is asked, as it is typed: the empty text is the default. */
export type Question = Record<keyof typeof capacityQuestion.shape, string>;

const names = capacityQuestion.keyof().options;

/** As the planner begins: a meeting as large as there can be. */
const first: Partial<Question> = { participants: String(mostSeats) };

/** The default of a part, as text; empty where there is none. */
export function usual(name: keyof Question): string {
  const fallback = capacityQuestion.shape[name].safeParse(undefined).data;
  return first[name] ?? (fallback === undefined ? '' : String(fallback));
}

/** What the address asks; what it leaves out is the default. */
export const fromAddress = (query: LocationQuery): Question =>
  Object.fromEntries(
    names.map((name) => {
      const given = query[name];
      return [name, typeof given === 'string' ? given : usual(name)];
    }),
  ) as Question;

/** For the address and the bridge: only what is not the default. */
export const changed = (question: Question): Partial<Question> =>
  Object.fromEntries(
    names
      .filter((name) => question[name].trim() !== '' && question[name].trim() !== usual(name))
      .map((name) => [name, question[name].trim()]),
  );

/** Which parts cannot be asked so. */
export function flawsOf(question: Question): ReadonlySet<keyof Question> {
  const read = capacityQuestion.safeParse({ ...first, ...changed(question) });
  const flaws = read.error?.issues.map(({ path }) => path[0] as keyof Question) ?? [];
  return new Set(flaws);
}

/** The question as the bridge takes it. */
export const asked = (question: Question) =>
  capacityQuestion.parse({ ...first, ...changed(question) });
