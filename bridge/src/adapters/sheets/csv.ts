import { parse } from 'csv-parse/sync';
import { Failure } from '../../kernel/failure.ts';
import type { SheetForm, SheetRow } from '../../features/registration/import/ports.ts';
import { decode } from './encodings.ts';
import { sheetLimits } from './limits.ts';

type Csv = Extract<SheetForm, { kind: 'csv' }>;

/** Reads a CSV file as spreadsheet programs of East and West write it. @throws Failure sheet/… */
export function readCsv(file: Buffer): { form: Csv; rows: SheetRow[] } {
  const { text, encoding } = decode(file);
  const told = toldDelimiter(text);
  const delimiter = told?.delimiter ?? delimiterOf(text);
  const rows = rowsOf(text.slice(told?.length ?? 0), delimiter);
  // The line that tells the delimiter is none of the sheet's rows, as spreadsheets show it.
  return { form: { kind: 'csv', encoding, delimiter }, rows };
}

/** `sep=;` in the first line: Excel's own way to say it. */
function toldDelimiter(text: string): { delimiter: Csv['delimiter']; length: number } | null {
  const [line, sign] = /^\ufeff?sep=([,;|\t])(?:\r\n|\n|\r)/iu.exec(text.slice(0, 20)) ?? [];
  return line === undefined ? null : { delimiter: sign as Csv['delimiter'], length: line.length };
}

/** The delimiter that divides the first lines into the most columns. */
function delimiterOf(text: string): Csv['delimiter'] {
  const head = text.slice(0, 20_000).split(/\r\n|\n|\r/u, 20);
  const sample = head.slice(0, Math.max(1, head.length - 1)).join('\n');
  const widths = ([',', ';', '\t', '|'] as const).map((delimiter) => {
    const rows = safely(() => table(sample, delimiter)) ?? [];
    return { delimiter, width: Math.max(0, ...rows.map(({ record }) => lengthOf(record))) };
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
    const length = lengthOf(record);
    if (length > sheetLimits.columns) throw new Failure('sheet/too-many-columns');
    if (length === 0) return [];
    const cells = record.slice(0, length).map((cell) => (isBlank(cell) ? null : cell));
    // A cell may hold line ends: the row is where it begins, as a spreadsheet shows it.
    return [{ number: info.records, cells, hidden: false }];
  });
}

const isBlank = (cell: string): boolean => cell.trim() === '';

/** How many columns a record has up to the last that holds something: programs write blank ones behind it. */
const lengthOf = (record: readonly string[]): number =>
  record.findLastIndex((cell) => !isBlank(cell)) + 1;

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
    // Files that were put together from several have several line ends.
    record_delimiter: ['\r\n', '\n', '\r'],
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
