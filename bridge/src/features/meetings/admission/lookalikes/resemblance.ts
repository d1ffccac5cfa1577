import { cleanText } from '../../../../kernel/values.ts';
import { asItLooks } from './confusable-letters.ts';

/** What is said to or of somebody and is no part of the name: a guest `林芳老师` resembles 林芳. */
const titles =
  /^(?:prof(?:essor)?|dr|mr|mrs|ms|sir|teacher|lecturer|host)\b\.?|(?:老师|教授|副教授|讲师|导师|博士|主任|院长|书记|同学|主持人|老師|講師|導師|主持)$/giu;

/** Letters and digits alone: no spaces, points, brackets, emoji; no diacritics, of any length. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

const folds: readonly ((text: string) => string)[] = [
  (text) => text.toLowerCase(),
  // Small letters of other scripts often look like none; their capitals do (`к`, `К`).
  (text) => asItLooks(text.toUpperCase()).toLowerCase(),
  (text) => asItLooks(text.toLowerCase()),
  (text) => asItLooks(text).toLowerCase(),
];

/** Nobody reads further. */
const longestLook = 400;

/** All that a name is compared by: two names resemble each other when they have one of these in common. */
function looks(whole: string): Set<string> {
  const name = whole.slice(0, longestLook);
  const plain = cleanText(name)
    .normalize('NFKC')
    // Added to one's own name: `林芳 (host)`, `林芳（主持人）`.
    .replace(/[(（[【][^)）\]】]{0,100}[)）\]】]/gu, ' ')
    .trim();
  const called = [plain, plain.replace(titles, '').trim(), name.normalize('NFKC')];
  const all = called.flatMap((one) => {
    const words = one.split(/[\s,，·・]+/u).map(bare);
    return [words.join(''), [...words].sort().join('')];
  });
  return new Set(
    all
      .filter((one) => one !== '')
      .flatMap((one, at) => folds.map((fold, by) => `${at % 2}${by} ${fold(one)}`)),
  );
}

/** True when somebody could take one of these names for the other at a glance. */
export function resembles(one: string, other: string): boolean {
  const first = looks(one);
  const second = looks(other);
  return [...first].some((look) => second.has(look));
}

/** Which of these names resembles this one, if any: many are compared with it. */
export function createComparison<T extends { name: string }>(
  others: readonly T[],
): (name: string) => T | null {
  const byLook = new Map<string, T>();
  for (const other of others) {
    for (const look of looks(other.name)) if (!byLook.has(look)) byLook.set(look, other);
  }
  return (name) => {
    for (const look of looks(name)) {
      const found = byLook.get(look);
      if (found) return found;
    }
    return null;
  };
}
