/** PHP's strip_tags: a `<` that a blank follows is text, any other opens a tag that ends at `>` or at the end. */
export const stripTags = (text: string): string =>
  text.replace(/<!--[\s\S]*?(?:-->|$)|<(?!\s)[^>]*>?/gu, '');

/** An ampersand that is no entity yet, as Moodle's format_string() finds it. */
const looseAmpersand = /&(?![a-zA-Z0-9#]{1,8};)/gu;

/** Moodle's format_string(): tags gone, `&`, `<` and `>` as entities, quotes as they are. Names of courses and groups. */
export const formatString = (text: string): string =>
  stripTags(text.replace(looseAmpersand, '&amp;')).replace(/</gu, '&lt;').replace(/>/gu, '&gt;');

const dropWhole = /<(script|style|iframe|object)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/giu;
const kept = new Set(
  'p b i u em strong br ul ol li h3 h4 h5 div span blockquote pre code'.split(' '),
);

/**
 * Markup cleaned as Moodle's format_text() does for what people write: an allow-list of tags without attributes, links
 * to http(s) and mail only, which open elsewhere. What is left is safe to show.
 */
export function cleanMarkup(markup: string): string {
  const pieces = markup.replace(dropWhole, '').split(/(<(?!\s)[^<>]*>)/u);
  const cleaned = pieces.map((piece, index) =>
    index % 2 === 1 ? cleanTag(piece) : escapeLoose(piece),
  );
  return cleaned.join('');
}

const escapeLoose = (text: string): string =>
  text.replace(looseAmpersand, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');

function cleanTag(tag: string): string {
  const [, slash = '', name = ''] = /^<(\/?)([a-z0-9]+)/iu.exec(tag) ?? [];
  const lower = name.toLowerCase();
  if (lower === 'a') return slash === '/' ? '</a>' : openLink(tag);
  return kept.has(lower) ? `<${slash}${lower}>` : '';
}

function openLink(tag: string): string {
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/iu.exec(tag);
  const address = href?.[1] ?? href?.[2] ?? href?.[3] ?? '';
  if (!/^(?:https?:\/\/|mailto:)/iu.test(address)) return '<a>';
  const safe = escapeLoose(address).replace(/"/gu, '&quot;');
  return `<a href="${safe}" target="_blank" rel="noreferrer">`;
}

/** A message's text as Moodle answers it: formats 1 (HTML) and 0 (Moodle's own) cleaned, everything else as plain text. */
export function formatMessage(text: string, format: number): string {
  if (format > 1) return `<p>${escapeLoose(text).replace(/\r?\n/gu, '<br />')}</p>`;
  const cleaned = cleanMarkup(text);
  return /^\s*<(?:p|div|h\d|ul|ol)\b/iu.test(cleaned) ? cleaned : `<p>${cleaned}</p>`;
}
