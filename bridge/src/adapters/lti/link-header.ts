/** Longer headers are not read: a page's own links are short. */
const longest = 8_000;

/**
 * The address of `rel="next"` in a Link header (RFC 8288), made absolute against the page that sent it;
 * null where there is none. Moodle's line item lists quote their rels with ” and write `&amp;`: such a
 * header has no readable next, which is taken as the end. Read from left to right, each sign once.
 */
export function nextLink(header: string | null, base: string): string | null {
  const text = (header ?? '').slice(0, longest);
  for (let at = text.indexOf('<'); at !== -1;) {
    const end = text.indexOf('>', at);
    if (end === -1) return null;
    const parameters = parametersFrom(text, end + 1);
    const target = text.slice(at + 1, end);
    const isNext = (parameters.rel ?? '').toLowerCase().split(/\s+/u).includes('next');
    if (isNext && URL.canParse(target, base)) return new URL(target, base).href;
    at = text.indexOf('<', parameters.end);
  }
  return null;
}

/** The parameters behind a link, up to the comma before the next one; of several rels the first counts. */
function parametersFrom(text: string, start: number): { rel: string | null; end: number } {
  let rel: string | null = null;
  let piece = '';
  let quoted = false;
  let at = start;
  const take = () => {
    const [name = '', ...value] = piece.split('=');
    if (rel === null && name.trim().toLowerCase() === 'rel') rel = value.join('=').trim();
    piece = '';
  };
  for (; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ',') break;
    else if (!quoted && sign === ';') take();
    else piece += sign;
  }
  take();
  return { rel, end: at };
}
