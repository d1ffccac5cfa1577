import type { Batch, BatchRow } from './batch.ts';
import { textOf } from './cells.ts';
import { fields, kinds, type FieldName } from './fields.ts';
import type { SheetWriter, Table } from './ports.ts';
import { sheetWords, type SheetWords } from './words.ts';

type Language = keyof typeof sheetWords;

/** A file to be saved. */
interface Download {
  name: string;
  type: string;
  content: Buffer;
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

interface Asked {
  form: 'xlsx' | 'csv';
  language: Language;
}

/** An empty sheet: headers in both languages, drop-downs, and a second sheet that explains. */
export async function templateFile(
  writer: SheetWriter,
  { form, language }: Asked,
  departments: readonly string[],
): Promise<Download> {
  const words = sheetWords[language];
  const choices = {
    // In English a kind is called by its own name.
    kind: Object.entries(kinds).map(([kind, [zh]]) => (language === 'en' ? kind : zh)),
    department: [...departments],
  };
  const columns = fields.map(({ name, zh, en, required, width }) => ({
    header: `${zh} ${en}${required ? ' *' : ''}`,
    width,
    ...(name === 'kind' || name === 'department' ? { choices: choices[name] } : {}),
  }));
  const table: Table = { name: words.people, columns, rows: [] };
  const content =
    form === 'csv' ? writer.csv(table) : await writer.xlsx([table, explanations(words)]);
  return { name: `campus-meet-registration.${form}`, type: types[form], content };
}

const explanations = ({ explanations: name, explained }: SheetWords): Table => ({
  name,
  columns: [
    { header: '', width: 28 },
    { header: name, width: 80 },
  ],
  rows: fields.map((field) => [`${field.zh} ${field.en}`, explained[field.name]]),
});

/** The sheet as it was submitted, with each row's status and why. */
export async function resultFile(
  writer: SheetWriter,
  { form, language }: Asked,
  { batch, rows }: { batch: Batch; rows: readonly BatchRow[] },
): Promise<Download> {
  const words = sheetWords[language];
  const width = Math.max(batch.headings.length, ...rows.map(({ cells }) => cells.length));
  const headings = Array.from({ length: width }, (_, index) => batch.headings[index] ?? '');
  const headers = [...headings, words.statusHeader, words.reasonHeader];
  const table: Table = {
    name: words.people,
    columns: headers.map((header) => ({ header, width: 20 })),
    rows: rows.map((row) => [
      ...headings.map((_, index) => cellText(row, index, batch)),
      row.verdict === null ? '' : words.verdicts[row.verdict],
      reasonOf(row, words),
    ]),
  };
  const content = form === 'csv' ? writer.csv(table) : await writer.xlsx([table]);
  const stem = batch.name.replace(/\.(xlsx|csv|txt)$/iu, '').slice(0, 100);
  return { name: `${stem}-result.${form}`, type: types[form], content };
}

function cellText(row: BatchRow, index: number, { columns }: Batch): string {
  const field = (Object.keys(columns) as FieldName[]).find((name) => columns[name] === index);
  const edited = field === undefined ? undefined : row.edits[field];
  return edited ?? textOf(row.cells[index] ?? null);
}

function reasonOf(row: BatchRow, words: SheetWords): string {
  const flaws = row.flaws.map(({ field, flaw, otherRow }) => {
    const at = fields.find(({ name }) => name === field);
    const place = words === sheetWords.en ? at?.en : at?.zh;
    return `${place ?? field}: ${words.flaws[flaw]}${otherRow === undefined ? '' : ` (${otherRow})`}`;
  });
  const { changes, conflict } = row.detail;
  return [
    ...flaws,
    ...(conflict ? [words.conflicts[conflict.reason]] : []),
    ...changes.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`),
    ...(row.hidden ? [words.hidden] : []),
  ].join('; ');
}
