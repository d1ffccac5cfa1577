import { parse } from 'csv-parse/sync';
import { Failure } from '../../kernel/failure.ts';
import type { Sheet, SheetForm, SheetRow } from '../../features/registration/ports.ts';
import { looksLikeUtf16 } from './kind.ts';
import { sheetLimits } from './limits.ts';

type Csv = Extract<SheetForm, { kind: 'csv' }>;

/** Reads a CSV file as spreadsheet programs of East and West write it. @throws Failure sheet/… */
export function readCsv(file: Buffer): Sheet {
  const { text, encoding } = decode(file);
  const delimiter = delimiterOf(text);
  return { form: { kind: 'csv', encoding, delimiter }, rows: rowsOf(text, delimiter) };
}

/**
 * UTF-16 by its mark or its zero bytes; UTF-8 when every byte fits it, which other encodings of Chinese
 * text practically never do; else GB18030, which Chinese Excel writes (a superset of GBK and GB2312).
 */
function decode(file: Buffer): { text: string; encoding: Csv['encoding'] } {
  const utf16 = looksLikeUtf16(file.subarray(0, 4096));
  const tries: [string, Csv['encoding']][] = utf16
    ? [[utf16, 'utf-16']]
    : [
        ['utf-8', 'utf-8'],
        ['gb18030', 'gb18030'],
      ];
  for (const [label, encoding] of tries) {
    try {
      return { text: new TextDecoder(label, { fatal: true }).decode(file), encoding };
    } catch {
      // Not this one: the next may fit.
    }
  }
  throw new Failure('sheet/encoding');
}

/** The delimiter that divides the first lines into the most columns. */
function delimiterOf(text: string): Csv['delimiter'] {
  const head = text.slice(0, 20_000).split(/\r\n|\n|\r/u, 20);
  const sample = head.slice(0, Math.max(1, head.length - 1)).join('\n');
  const widths = ([',', ';', '\t'] as const).map((delimiter) => {
    const rows = safely(() => table(sample, delimiter)) ?? [];
    return { delimiter, width: Math.max(0, ...rows.map(({ record }) => record.length)) };
  });
  return widths.toSorted((a, b) => b.width - a.width)[0]?.delimiter ?? ',';
}

function rowsOf(text: string, delimiter: Csv['delimiter']): SheetRow[] {
  let records: Line[];
  try {
    records = table(text, delimiter);
  } catch (cause) {
    throw new Failure('sheet/broken', { cause });
  }
  if (records.length > sheetLimits.rows) throw new Failure('sheet/too-many-rows');
  return records.flatMap(({ record, info }) => {
    if (record.length > sheetLimits.columns) throw new Failure('sheet/too-many-columns');
    const cells = record.map((cell) => (cell.trim() === '' ? null : cell));
    if (cells.every((cell) => cell === null)) return [];
    // A cell may hold line ends: the row is where it begins, as a spreadsheet shows it.
    return [{ number: info.records, cells, hidden: false }];
  });
}

interface Line {
  record: string[];
  info: { records: number };
}

const table = (text: string, delimiter: string): Line[] =>
  parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 100_000,
    to: sheetLimits.rows + 1,
  }) as unknown as Line[];

function safely<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
