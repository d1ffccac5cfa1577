/**
 * The address of `rel="next"` in a Link header (RFC 8288), made absolute against the page that sent it;
 * null where there is none. Moodle's line item lists quote their rels with ” and write `&amp;`: such a
 * header has no readable next, which is taken as the end.
 */
export function nextLink(header: string | null, base: string): string | null {
  for (const match of (header ?? '').matchAll(
    /<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/gu,
  )) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/iu.exec(match[2] ?? '');
    const rels = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/u);
    const target = match[1] ?? '';
    if (rels.includes('next') && URL.canParse(target, base)) return new URL(target, base).href;
  }
  return null;
}
