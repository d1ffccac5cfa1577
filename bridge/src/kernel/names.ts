/** Text as it is compared and sorted: compatibility forms unified, case folded. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

const han = /^[\p{Script=Han}·・\u3000 ]+$/u;

/**
 * The name to show. Family first without a space when both parts are Han (`林芳`), else given name
 * first. Systems that put names together themselves do so in Western order (Moodle sends `芳 林`),
 * so their version, `full`, is only taken when the parts are missing. White space is folded.
 */
export function displayName(given: string, family: string, full = ''): string {
  const [first, last] = [oneLine(given), oneLine(family)];
  if (first === '' && last === '') return oneLine(full);
  if (han.test(first) && han.test(last)) return `${last}${first}`;
  return `${first} ${last}`.trim();
}

const oneLine = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
