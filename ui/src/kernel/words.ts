/** What stands beside a name: a university, an office, another spelling. Brackets in brackets go from the inside. */
const aside = /[(（[【][^()（）[\]【】]*[)）\]】]/gu;

/** Titles say what somebody is, not who: they are no initials. */
const titles = /(?:教授|副教授|讲师|老师|同学|博士|院士|院长|主任|先生|女士)$/u;

/** A name without what stands beside it; itself where nothing else is left. */
function bare(name: string): string {
  let text = name.trim();
  for (let round = 0; round < 3; round += 1) text = text.replace(aside, ' ').trim();
  return /[\p{L}\p{N}]/u.test(text) ? text : name.trim();
}

const initialOf = (word: string | undefined): string => Array.from(word ?? '')[0] ?? '';

/** Initials for a name's picture: the last two characters of a Chinese name, else first and last initial. */
export function initials(name: string): string {
  const text = bare(name.slice(0, 300));
  const all = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  const named = all.filter((word) => !/^(?:dr|prof|mr|mrs|ms|ing|dipl)$/iu.test(word));
  const words = named.length > 0 ? named : all;
  const first = words[0] ?? '';
  if (/^\p{Script=Han}/u.test(first)) {
    const han = /^\p{Script=Han}+/u.exec(first)?.[0] ?? first;
    const self = han.replace(titles, '');
    // `张教授` has one sign besides the title.
    const whole = Array.from(self === '' ? han : self);
    return whole.slice(-2).join('');
  }
  const last = words.length > 1 ? initialOf(words.at(-1)) : '';
  return (initialOf(first) + last).toLocaleUpperCase() || '?';
}

/**
 * A colour number from 0 to 7 that stays with a name. By the name alone: not every place where somebody is shown knows
 * the person (a guest, the lobby, the own picture), and one person has one colour everywhere.
 */
export function tone(name: string): number {
  const key = bare(name).normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');
  let sum = 0;
  for (const character of key) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % 8;
}
