import { cleanText, readValue } from './values.ts';

/** Text as it is compared and sorted: compatibility forms unified, case folded. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

const interpunct = /[·・•‧･]/u;
const han = /^[\p{Script=Han}·・•‧･]+$/u;

/** One line without marks that are not seen; white space that only pads two Han signs (`王　芳`) goes. */
export const tidyName = (name: string): string =>
  cleanText(name).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');

/** A name or a part of one as a source gives it; empty where it says nothing (`#N/A`, `-`, `$Person.name.full`). */
export const readName = (name: string | null | undefined): string =>
  tidyName(readValue(name, 'name') ?? '');

/**
 * The name to show. Family first without a space when both parts are Han (`林芳`), else given name
 * first. Systems that put names together themselves do so in Western order (Moodle sends `芳 林`),
 * so their version, `full`, is only taken when a part is missing, or when it says that the parts are of a
 * name in another order (`阿卜杜拉·买买提`).
 */
export function displayName(given: string, family: string, full = ''): string {
  const first = readName(given);
  const last = readName(family);
  const whole = readName(withoutPlaceholders(full, [given, family]));
  if (first === '' || last === '') return whole === '' ? `${first}${last}` : whole;
  if (!han.test(first) || !han.test(last)) return tidyName(`${first} ${last}`);
  const pieces = whole.split(interpunct);
  const isInterpuncted =
    pieces.length === 2 && [`${first} ${last}`, `${last} ${first}`].includes(pieces.join(' '));
  return isInterpuncted ? whole : `${last}${first}`;
}

/** A part that says nothing (`-` for a surname) stands in the full name as well: there it says nothing either. */
function withoutPlaceholders(full: string, parts: readonly string[]): string {
  const empty = parts
    .map((part) => cleanText(part))
    .filter((part) => part !== '' && readName(part) === '');
  if (empty.length === 0) return full;
  return cleanText(full)
    .split(' ')
    .filter((word) => !empty.includes(word))
    .join(' ');
}
