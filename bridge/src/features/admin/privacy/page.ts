import { escapeUTF8 } from 'entities';
import { cellText, type Exported, type Section } from './exporting.ts';
import { columnWord, kindWord, pageWords, type ExportLanguage } from './words.ts';

/** So many rows of a table a person reads; the rest is in the CSV beside the page. */
const mostShown = 500;

/** An export as one page: no script, nothing loaded, all that people wrote escaped. */
export function pageOf(exported: Exported, locale: ExportLanguage): string {
  const { name, product, at, sections } = exported;
  const words = pageWords(locale);
  const title = `${words.title}: ${name}`;
  const byKind = Map.groupBy(sections, ({ kind }) => kind);
  const parts = [...byKind].map(
    ([kind, own]) =>
      `<section><h2>${escapeUTF8(kindWord(kind, locale))}</h2>${own.map((one) => tableOf(one, locale)).join('')}</section>`,
  );
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeUTF8(title)}</title>
<style>body{font-family:sans-serif;margin:2em auto;max-width:70em;padding:0 1em;line-height:1.5}
div{overflow-x:auto}table{border-collapse:collapse;margin:.5em 0 1.5em}
th,td{border:1px solid #999;padding:.3em .6em;text-align:start;vertical-align:top;overflow-wrap:anywhere}</style></head>
<body><h1>${escapeUTF8(title)}</h1>
<p>${escapeUTF8(product)} · ${new Date(at).toISOString()}</p><p>${escapeUTF8(words.about)}</p>
${parts.length === 0 ? `<p>${escapeUTF8(words.nothing)}</p>` : parts.join('\n')}
</body></html>
`;
}

function tableOf({ table, column, rows }: Section, locale: ExportLanguage): string {
  const columns = Object.keys(rows[0] ?? {});
  const head = columns.map((one) => `<th scope="col">${escapeUTF8(columnWord(one, locale))}</th>`);
  const body = rows
    .slice(0, mostShown)
    .map((row) => `<tr>${columns.map((one) => `<td>${shown(row[one])}</td>`).join('')}</tr>`);
  const more =
    rows.length > mostShown
      ? pageWords(locale).more.replace('{rows}', String(rows.length - mostShown))
      : '';
  const caption = `${table} (${column})`;
  return `<div><table><caption>${escapeUTF8(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div><p>${escapeUTF8(more)}</p>`;
}

const shown = (value: unknown): string => escapeUTF8(cellText(value) ?? '');
