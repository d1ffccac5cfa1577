import { pinyin } from 'pinyin-pro';
import type { FailureCode } from '../../kernel/codes.ts';
import type { AccountPerson } from './ports.ts';

/** What a password must have; length over complexity (NIST SP 800-63B-4, 3.1.1.2). */
export const passwordRules = { atLeast: 10, atMost: 200, digitsOnlyAtLeast: 16 } as const;

/** Words that passwords are made of when nobody thinks; each counts as one character. */
const commonWords = (
  'password passwort passw0rd pass word login welcome hello admin administrator root user guest test ' +
  'default change changeme secret master access school student teacher university college campus ' +
  'qwerty qwertz azerty iloveyou woaini wodemima mima computer internet monkey dragon football ' +
  'baseball sunshine princess superman batman summer winter spring autumn letmein trustno love'
).split(' ');

const keyboardRows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb'];

/** What is tried first in the place of letters. */
const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '@': 'a',
  '4': 'a',
  '3': 'e',
  $: 's',
  '5': 's',
  '1': 'i',
  '!': 'i',
};

/** One form of a password, however it was typed (NFKC). */
export const preparedPassword = (password: string): string => password.normalize('NFKC');

/** Why a password cannot be taken; null when it can. `product` is the name of this service. */
export function passwordFlaw(
  password: string,
  person: Pick<AccountPerson, 'displayName' | 'email' | 'phone' | 'campusNumber'>,
  product: string,
): FailureCode | null {
  const characters = Array.from(preparedPassword(password).toLowerCase());
  if (characters.length < passwordRules.atLeast) return 'account/password-short';
  const isOnlyDigits = characters.every((sign) => /\d/u.test(sign));
  const isShortNumber = isOnlyDigits && characters.length < passwordRules.digitsOnlyAtLeast;
  if (isShortNumber || weight(characters.join('')) < 6) return 'account/password-common';
  const compact = characters.filter((sign) => /[\p{L}\p{N}]/u.test(sign)).join('');
  const isPersonal = personalWords(person, product).some((word) => compact.includes(word));
  return isPersonal ? 'account/password-personal' : null;
}

/** Names, addresses and numbers of a person, long enough to be no accident in another word. */
function personalWords(
  { displayName, email, phone, campusNumber }: Parameters<typeof passwordFlaw>[1],
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

/** How many characters a password has when whatever goes on by itself counts as one. */
function weight(password: string): number {
  const unit = period(password);
  if (unit.length < password.length) return weight(unit);
  const letters = Array.from(password, (sign) => lookalikes[sign] ?? sign).join('');
  return Math.min(
    ...[password, withoutWords(password), withoutWords(letters)].map((text) => withoutRuns(text)),
  );
}

/** The shortest text that, repeated, gives the whole. */
function period(text: string): string {
  for (let size = 1; size <= text.length / 2; size += 1) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return unit;
  }
  return text;
}

const withoutWords = (text: string): string =>
  [...commonWords]
    .sort((one, other) => other.length - one.length)
    .reduce((rest, word) => rest.replaceAll(word, '\u0000'), text);

/** Counts runs of three and more, such as `aaa`, `abc`, `321` or `qwe`, as one character each. */
function withoutRuns(text: string): number {
  const signs = Array.from(text);
  let count = 0;
  for (let at = 0; at < signs.length; count += 1) {
    const longest = Math.max(...ways.map((follows) => runFrom(signs, at, follows)));
    at += longest >= 3 ? longest : 1;
  }
  return count;
}

type Follows = (one: string, other: string) => boolean;

/** The ways in which one character follows another by itself. */
const ways: Follows[] = [
  ...[-1, 0, 1].map(
    (step): Follows =>
      (one, other) =>
        codeOf(other) - codeOf(one) === step,
  ),
  ...keyboardRows.flatMap((row) =>
    [-1, 1].map((step): Follows => (one, other) => {
      const [from, to] = [row.indexOf(one), row.indexOf(other)];
      return from >= 0 && to >= 0 && to - from === step;
    }),
  ),
];

const codeOf = (sign: string): number => sign.codePointAt(0) ?? 0;

function runFrom(signs: readonly string[], start: number, follows: Follows): number {
  let end = start + 1;
  while (end < signs.length && follows(signs[end - 1] ?? '', signs[end] ?? '')) end += 1;
  return end - start;
}
