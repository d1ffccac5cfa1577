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

interface Link {
  text: string;
  url: string;
}

/** A piece of a mail: lines of text, a link of its own, or small print that may end with a link. */
export type Block =
  | { kind: 'text'; lines: string[] }
  | ({ kind: 'link' } & Link)
  | { kind: 'small'; lines: string[]; link: Link | null };

/** One language's part of a mail. */
export interface Part {
  lang: string;
  /** How the campus calls the product in it. */
  product: string;
  blocks: Block[];
}

/** The styles of all elements: the panel's policy allows these and no others in its preview. */
export const mailStyles = {
  body: "font-family: -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', sans-serif; font-size: 16px; line-height: 1.6; max-width: 36em; margin: 0 auto; padding: 24px 20px; overflow-wrap: anywhere",
  head: 'margin: 0 0 20px; padding-bottom: 12px; border-bottom: 3px solid #0b636b; font-size: 18px; font-weight: bold',
  link: 'display: inline-block; padding: 12px 22px; border-radius: 8px; background-color: #0b636b; color: #ffffff; font-weight: bold; text-decoration: none',
  small: 'font-size: 14px; opacity: 0.8',
  rule: 'margin: 32px 0; border: 0; border-top: 1px solid #8a96a0',
} as const;

/**
 * A mail as simple HTML that any mail program shows and a screen reader reads in order: no pictures, no
 * tables, nothing loaded. Styles stand in the elements, as mail programs want them.
 */
export function mailHtml(subject: string, parts: readonly Part[]): string {
  const [first] = parts;
  const shown = parts
    .map(({ lang, product, blocks }) => {
      const head = `<p style="${mailStyles.head}">${escapeHtml(product)}</p>`;
      return `<div lang="${lang}">\n${[head, ...blocks.map(blockHtml)].join('\n')}\n</div>`;
    })
    .join(`\n<hr style="${mailStyles.rule}">\n`);
  return `<!doctype html>
<html lang="${first?.lang ?? 'en'}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="${mailStyles.body}">
${shown}
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  if (block.kind === 'link') return `<p>${linkHtml(block, ` style="${mailStyles.link}"`)}</p>`;
  const lines = block.lines.map(escapeHtml);
  if (block.kind === 'text') return `<p>${lines.join('<br>\n')}</p>`;
  if (block.link) lines.push(linkHtml(block.link, ''));
  return `<p style="${mailStyles.small}">${lines.join('<br>\n')}</p>`;
}

const linkHtml = ({ text, url }: Link, style: string): string =>
  `<a href="${escapeHtml(url)}"${style}>${escapeHtml(text)}</a>`;
