import { createHash } from 'node:crypto';

/** A piece of HTML whose texts have been escaped. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

type Piece = string | number | Markup | readonly Markup[] | null;

const special: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) => text.replace(/[&<>"']/gu, (sign) => special[sign] ?? sign);

/** Template of HTML: every text put in is escaped, for elements and quoted attributes alike; null is nothing. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Markup {
  const shown = pieces.map((piece) => {
    if (piece === null) return '';
    if (piece instanceof Markup) return piece.html;
    if (typeof piece === 'object') return piece.map((each) => each.html).join('');
    return escape(String(piece));
  });
  return new Markup(String.raw({ raw: parts }, ...shown));
}

/** The Content-Security-Policy source that allows exactly this inline script or style. */
export const hashOf = (inline: string): string =>
  `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
