import { escapeUTF8 } from 'entities';

/** Markup that is already safe to put into a page. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = Html | string | number | null | Part[];

/** Markup with holes: what stands in a hole is text and is escaped, except Html and lists of it; null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(markupOf)));
}

function markupOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.markup;
  if (Array.isArray(part)) return part.map(markupOf).join('');
  return escapeUTF8(String(part));
}

/** Plain text with its http(s) addresses as links that open in a tab of their own. */
export function linked(text: string): Html {
  const pieces = text.split(/(https?:\/\/[^\s<>"'）】，。]+)/u);
  return html`${pieces.map((piece, index) =>
    index % 2 === 0
      ? html`${piece}`
      : html`<a href="${piece}" target="_blank" rel="noopener noreferrer">${piece}</a>`,
  )}`;
}
