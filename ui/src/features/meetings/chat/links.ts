/** A stretch of a message: words, or the address that they are. */
export interface Stretch {
  text: string;
  /** Where a press leads; null for words. */
  href: string | null;
}

/** A candidate ends at white space, quotes, brackets that stand for markup, and Chinese punctuation. */
const candidate =
  /https?:\/\/[^\s<>"'`\\^{|}\p{Cc}\p{Cf}\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’]{1,2000}/giu;

/** What closes a sentence, or a bracket that was opened before the address, is no part of it. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0) {
    const last = text[end - 1] ?? '';
    const body = text.slice(0, end);
    const isOpened = last === ')' && body.split('(').length >= body.split(')').length;
    if (!/[.,;:!?)\]*_~…]/u.test(last) || isOpened) break;
    end -= 1;
  }
  return text.slice(0, end);
}

/** Only what leads to a page and nowhere else: no scripts, no names of users that look like another host. */
function addressOf(text: string): string | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null;
}

/** A message with its addresses to press. Put together, the stretches are the message, sign for sign. */
export function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  const words = (until: number): void => {
    if (until > at) stretches.push({ text: text.slice(at, until), href: null });
  };
  for (const { 0: found, index } of text.matchAll(candidate)) {
    const address = withoutEnd(found);
    const href = addressOf(address);
    if (href === null) continue;
    words(index);
    stretches.push({ text: address, href });
    at = index + address.length;
  }
  words(text.length);
  return stretches;
}
