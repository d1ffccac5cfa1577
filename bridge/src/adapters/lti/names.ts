const han = /^[\p{Script=Han}·・\u3000 ]+$/u;

/**
 * The name to show. Platforms put names together in Western order (Moodle sends `芳 林`); a name whose
 * given and family parts are both Han is written family first without a space (`林芳`), any other
 * given name first. `full` is used when the parts are missing. Text in, text out, white space folded.
 */
export function displayName(given: string, family: string, full: string): string {
  const [first, last] = [fold(given), fold(family)];
  if (first === '' && last === '') return fold(full);
  if (han.test(first) && han.test(last)) return `${last}${first}`;
  return `${first} ${last}`.trim();
}

const fold = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
