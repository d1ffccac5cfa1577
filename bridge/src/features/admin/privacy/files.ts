import { strToU8, zipSync, type Zippable } from 'fflate';
import { cellText, type Exported, type Section } from './exporting.ts';
import { pageOf } from './page.ts';
import type { CsvWriter } from './ports.ts';
import { columnWord, type ExportLanguage } from './words.ts';

/**
 * The files of an export in one ZIP: a page to read, the same as JSON (GDPR art. 20: structured, commonly used,
 * machine-readable), and one CSV a table whose cells no spreadsheet takes for formulas.
 */
export function zipOf(exported: Exported, locale: ExportLanguage, writer: CsvWriter): Uint8Array {
  const { sections, at, product } = exported;
  const json = {
    product,
    at: new Date(at).toISOString(),
    data: sections.map(({ table, column, kind, rows, isCut }) => ({
      kind,
      table,
      by: column,
      rows,
      ...(isCut ? { cut: true } : {}),
    })),
  };
  const files: Zippable = {
    'index.html': strToU8(pageOf(exported, locale)),
    'data.json': strToU8(JSON.stringify(json, null, 2)),
  };
  for (const section of sections) {
    files[`csv/${section.table}-${section.column}.csv`] = csvOf(section, locale, writer);
  }
  return zipSync(files, { mtime: at });
}

function csvOf({ rows, table }: Section, locale: ExportLanguage, writer: CsvWriter): Uint8Array {
  const columns = Object.keys(rows[0] ?? {});
  return writer.csv({
    name: table,
    columns: columns.map((column) => ({ header: columnWord(column, locale), width: 20 })),
    rows: rows.map((row) => columns.map((column) => cellText(row[column]))),
  });
}
