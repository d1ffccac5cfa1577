import { escapeText, html, Html } from '../portal/html.ts';

/** Text whose line breaks and blanks survive: the portal tidies the white space at the beginning of lines. */
export const verbatim = (text: string): Html =>
  new Html(escapeText(text).replace(/\r?\n/gu, '&#10;').replace(/\t/gu, '&#9;'));

/** Plain text with its http(s) addresses as links that open in a tab of their own. */
export function linked(text: string): Html {
  const pieces = text.split(/(https?:\/\/[^\s<>"'）】，。]+)/u);
  const parts = pieces.map((piece, index) =>
    index % 2 === 0
      ? verbatim(piece)
      : html`<a href="${piece}" target="_blank" rel="noopener noreferrer">${piece}</a>`,
  );
  return new Html(parts.map(({ markup }) => markup).join(''));
}
