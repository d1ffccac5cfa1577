const special: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for elements and quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/gu, (sign) => special[sign] ?? sign);

/** A piece of a letter: lines of text, or a link of its own. */
export type Block = { kind: 'text'; lines: string[] } | { kind: 'link'; text: string; url: string };

/** One language's part of a letter. */
export interface Part {
  lang: string;
  blocks: Block[];
}

/**
 * A letter as simple HTML that any mail program shows and a screen reader reads in order: no pictures, no
 * tables, nothing loaded. Styles stand in the elements, as mail programs want them.
 */
export function letterHtml(subject: string, parts: readonly Part[]): string {
  const [first] = parts;
  const shown = parts
    .map(({ lang, blocks }) => `<div lang="${lang}">\n${blocks.map(blockHtml).join('\n')}\n</div>`)
    .join('\n<hr>\n');
  return `<!doctype html>
<html lang="${first?.lang ?? 'en'}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em; overflow-wrap: anywhere">
${shown}
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  if (block.kind === 'text') return `<p>${block.lines.map(escapeHtml).join('<br>\n')}</p>`;
  return `<p><a href="${escapeHtml(block.url)}" style="font-weight: bold">${escapeHtml(block.text)}</a></p>`;
}
