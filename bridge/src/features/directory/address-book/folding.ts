import { folded } from '../../../kernel/names.ts';

/** The longest term that is kept, in characters; queries are cut to the same, so that prefixes stay prefixes. */
export const longestTerm = 64;

/** A text's characters (code points); what a person sees as one may be several. */
export const characters = (text: string): string[] => Array.from(text);

/** The first `most` characters of a text. */
export const cut = (text: string, most: number): string =>
  characters(text).slice(0, most).join('').toWellFormed();

/** Letters that have no decomposition but that people type by a plain one. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

const accents = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
const plain = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

/** Text as it is searched: compatibility forms unified, case folded, accents off (`Müller` → `muller`). */
export const searchable = (text: string): string =>
  folded(text)
    .normalize('NFKD')
    .replace(accents, '$1')
    .normalize('NFC')
    .replace(plain, (letter) => plainLetters[letter] ?? letter);

/** What stands between letters and is never searched for: also `%`, `_`, `*` and the marks that turn the direction of writing. */
const between = /[\p{P}\p{Z}\p{C}\p{Sm}\p{Sc}\p{Sk}\s\u{fe00}-\u{fe0f}]+/gu;

/**
 * A word as it is indexed and searched: letters, digits and signs such as emoji, nothing else.
 * `O'Brien` → `obrien`, `z.wei@uni.test` → `zweiunitest`. Names, numbers and mails are pressed alike, so
 * that a query need not say which of them it is.
 */
export const pressed = (text: string): string =>
  cut(searchable(text).replace(between, ''), longestTerm);

/** The words of a name, pressed; empty ones left out. */
export const wordsOf = (text: string): string[] =>
  searchable(text)
    .replace(/['’`´]/gu, '')
    .split(between)
    .filter((word) => word !== '');
