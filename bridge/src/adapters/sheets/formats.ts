/** Number formats (ECMA-376 part 1, §18.8.30), as far as they change which digits a number shows. */

/** Formats that every program knows by number and that show a date, those of East Asia among them. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

/** Texts, escaped characters, colours and locales say nothing of what kind of number it is. */
const bare = (code: string): string =>
  code.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^[\]]*\]/giu, '');

/** Whether numbers of this format are dates or times. */
export const isDateFormat = (id: number, code: string | undefined): boolean =>
  code === undefined
    ? isBuiltInDate(id)
    : /[ydhs]|m/iu.test(bare(code).replace(/general|e[+-]|red/giu, ''));

/**
 * A whole number as a format of fixed digits shows it (`0000000`, `000-0000`, `"T"0000`, `[<=9999999]###-####;…`);
 * null where the format shows but the number's own digits (or rounds or groups them): then those are meant.
 */
export function shownByFormat(value: number, code: string): string | null {
  if (!Number.isSafeInteger(value) || value < 0) return null;
  const section = sectionFor(value, code);
  const signs = signsOf(section);
  if (signs === null || !signs.some((sign) => sign.isDigit)) return null;
  return fill(String(value), signs);
}

interface Sign {
  text: string;
  isDigit: boolean;
}

/** The part of a format that is for this number: by its condition, else the first. */
function sectionFor(value: number, code: string): string {
  const sections: string[] = code.match(/(?:"[^"]*"|\\.|[^;"\\])+/gu) ?? [''];
  const conditioned = sections.find((section) => {
    const [, operator, bound] = /\[(<=|>=|<>|<|>|=)(-?\d{1,15})\]/u.exec(section) ?? [];
    return operator !== undefined && holds(value, operator, Number(bound));
  });
  const isConditional = /\[[<>=]/u.test(sections[0] ?? '');
  return conditioned ?? (isConditional ? sections.at(-1) : sections[0]) ?? '';
}

function holds(value: number, operator: string, bound: number): boolean {
  if (operator === '=') return value === bound;
  if (operator === '<>') return value !== bound;
  const isLess = operator.startsWith('<');
  return (operator.endsWith('=') && value === bound) || (isLess ? value < bound : value > bound);
}

/** Placeholders and texts of a section; null where it shows more than whole digits. */
function signsOf(section: string): Sign[] | null {
  const tokens = section.match(/"[^"]*"|\\.|_.|\*.|\[[^[\]]*\]|[^]/gu) ?? [];
  const signs: Sign[] = [];
  for (const token of tokens) {
    if (token.startsWith('[') || token.startsWith('_') || token.startsWith('*')) continue;
    if (token === '0' || token === '#' || token === '?') signs.push({ text: token, isDigit: true });
    else if (token.startsWith('"')) signs.push({ text: token.slice(1, -1), isDigit: false });
    else if (token.startsWith('\\')) signs.push({ text: token.slice(1), isDigit: false });
    else if (/^[-()+: ]$/u.test(token)) signs.push({ text: token, isDigit: false });
    else return null;
  }
  return signs;
}

function fill(digits: string, signs: readonly Sign[]): string {
  const places = signs.filter(({ isDigit }) => isDigit).length;
  let rest = digits;
  let open = places;
  const shown = signs.toReversed().map(({ text, isDigit }) => {
    if (!isDigit) return text;
    open -= 1;
    const taken = open === 0 ? rest : rest.slice(-1);
    rest = rest.slice(0, rest.length - taken.length);
    return taken === '' && text === '0' ? '0' : taken;
  });
  return shown.toReversed().join('').trim();
}
