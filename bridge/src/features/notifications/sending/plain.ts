/**
 * Endings that mail programs make a link of by themselves, as nobody writes them in a sentence. What is none of
 * these and has neither `://` nor `www.` stays text in every program.
 */
const endings = new Set(
  (
    'com net org info biz edu gov mil int cn hk tw mo sg jp kr us uk eu de fr nl ru in au ca ch at it es pl io co me ' +
    'cc tv ly gl gd be tk ml ga cf gq xyz top club vip shop site online link live app dev page web website store ' +
    'icu fun work tech cloud space email news wang ltd group pro mobi name asia 中国 公司 网络 中文网 网址 рф'
  ).split(' '),
);

/** Whether a text holds an address that mail programs lead to. Reads each word once. */
export function holdsLink(text: string): boolean {
  return words(text).some(isLink);
}

/** The text without such addresses. */
export const withoutLinks = (text: string): string =>
  text
    .split(/(\s+)/u)
    .map((part) => (isLink(folded(part)) ? '…' : part))
    .join('');

// Full-width letters and the stops that browsers take for a dot.
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[。．｡]/gu, '.')
    .replace(/\p{Cf}/gu, '');

const words = (text: string): string[] => folded(text).split(/\s+/u);

function isLink(word: string): boolean {
  if (word.includes('://') || word.includes('www.')) return true;
  if (/^(?:mailto|tel|javascript|data):/u.test(word)) return true;
  return word
    .split(/[^\p{L}\p{N}.-]+/u)
    .some((host) => host.split('.').some((label, at, all) => isEnding(label, at, all)));
}

// `name.com`, also with a further label behind it (`name.com.evil`), and nothing that begins with the dot.
const isEnding = (label: string, at: number, all: readonly string[]): boolean =>
  at > 0 && (all[at - 1] ?? '') !== '' && endings.has(label);
