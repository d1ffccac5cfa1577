import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { pinyin } from 'pinyin-pro';
import type { FailureCode } from '../../../kernel/codes.ts';
import { measuredPasswordLength } from './contract.ts';
import type { AccountPerson } from './ports.ts';

/** What a password must have; length over complexity (NIST SP 800-63B-4, 3.1.1.2). */
export const passwordRules = { atLeast: 10, digitsOnlyAtLeast: 16 } as const;

/** What is tried first here and stands in no list of leaked passwords. */
const campusWords = (
  'campus college university school student teacher lecture semester woaini woaiwojia wodemima mima ' +
  'nihao laoshi xuesheng daxue 5201314 1314520 passwort'
).split(' ');

/** Knows about 49,000 passwords that are used most, keyboards, dates, repetitions and spellings like `p@ss`. */
const guesser = new ZxcvbnFactory({
  dictionary: { ...dictionary, campus: campusWords },
  graphs: adjacencyGraphs,
});

/** So many guesses, as a power of ten, a password must stand: online nobody tries them, by a stolen hash they cost. */
const leastGuesses = 8;

/** One form of a password, however it was typed (NFKC). */
export const preparedPassword = (password: string): string => password.normalize('NFKC');

/** Why a password cannot be taken; null when it can. `product` is the name of this service. */
export function passwordIssue(
  password: string,
  person: Pick<AccountPerson, 'displayName' | 'email' | 'phone' | 'campusNumber'>,
  product: string,
): FailureCode | null {
  const characters = Array.from(preparedPassword(password).toLowerCase());
  if (characters.length < passwordRules.atLeast) return 'account/password-short';
  const isOnlyDigits = characters.every((sign) => /\d/u.test(sign));
  const isShortNumber = isOnlyDigits && characters.length < passwordRules.digitsOnlyAtLeast;
  if (isShortNumber || guesses(characters) < leastGuesses) return 'account/password-common';
  const compact = characters.filter((sign) => /[\p{L}\p{N}]/u.test(sign)).join('');
  const isPersonal = personalWords(person, product).some((word) => compact.includes(word));
  return isPersonal ? 'account/password-personal' : null;
}

/** Names, addresses and numbers of a person, long enough to be no accident in another word. */
function personalWords(
  { displayName, email, phone, campusNumber }: Parameters<typeof passwordIssue>[1],
  product: string,
): string[] {
  const names = displayName.split(/[^\p{L}\p{N}]+/u);
  const spoken = pinyin(displayName, { toneType: 'none', type: 'array' }).join('');
  const local = email?.split('@')[0] ?? '';
  const digits = phone?.replace(/\D/gu, '') ?? '';
  const all = [...names, displayName, spoken, local, digits.slice(-8), campusNumber ?? '', product];
  return all
    .map((word) => word.normalize('NFKC').toLowerCase())
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word.length >= (/\p{Script=Han}/u.test(word) ? 2 : 4));
}

const guesses = (characters: readonly string[]): number =>
  guesser.check(characters.slice(0, measuredPasswordLength).join('')).guessesLog10;
