import { pinyin } from 'pinyin-pro';
import { folded } from '../../../kernel/names.ts';
import type { PersonFacts } from './person.ts';

/** A name as a source says it. */
export type SaidName = Pick<PersonFacts, 'displayName' | 'givenName' | 'familyName'>;

/**
 * Whether two tellings name different people, as far as names can tell: `林芳`, `芳 林`, `Fang Lin` and `LIN Fang`
 * are one name, and so are `Anna Lee` and `Anna Maria Lee`. Where one of them says nothing they do not differ.
 */
export function namesDiffer(a: SaidName, b: SaidName): boolean {
  const ones = spellingsOf(a);
  const others = spellingsOf(b);
  if (ones.length === 0 || others.length === 0) return false;
  return !ones.some((one) => others.some((other) => isOneName(one, other)));
}

/** The name as it is shown, and as its parts say it: one of both may be incomplete. */
const spellingsOf = ({ displayName, givenName, familyName }: SaidName): string[] =>
  [displayName, `${familyName} ${givenName}`].filter((name) => wordsOf(name).length > 0);

function isOneName(one: string, other: string): boolean {
  if (isHan(one) && isHan(other)) return letters(one) === letters(other);
  return readings(one).some((x) => readings(other).some((y) => isAlike(x, y)));
}

const isHan = (name: string): boolean => /\p{Script=Han}/u.test(name);

const wordsOf = (name: string): string[] =>
  folded(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** All letters in one order: who writes the family name first says the same. */
const letters = (name: string): string => Array.from(wordsOf(name).join('')).sort().join('');

/** The name in Latin letters; a Han name as it is read with and without a family name at its head. */
function readings(name: string): string[] {
  if (!isHan(name)) return [name];
  const text = name.replace(/\s/gu, '');
  const style = { toneType: 'none', type: 'array', v: true } as const;
  return [pinyin(text, { ...style, surname: 'head' }), pinyin(text, style)].flatMap((syllables) => {
    const read = syllables.join(' ');
    return [read, read.replaceAll('v', 'u'), read.replaceAll('v', 'yu')];
  });
}

function isAlike(a: string, b: string): boolean {
  if (letters(a) === letters(b)) return true;
  const [short = [], long = []] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length);
  return short.every((word) => long.includes(word));
}
