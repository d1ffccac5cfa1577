import type { TableWriter } from '../../../../kernel/table.ts';
import type { ChangeShown } from './contract.ts';
import { changeWords, type ChangeWords } from './words.ts';

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Changes as a sheet to be saved, one line each. */
export async function sheetOf(
  writer: TableWriter,
  { form, language }: { form: keyof typeof types; language: keyof typeof changeWords },
  changes: readonly ChangeShown[],
): Promise<{ name: string; type: string; content: Buffer }> {
  const words = changeWords[language];
  const table = {
    name: words.title,
    columns: words.headers.map((header) => ({ header, width: 24 })),
    rows: changes.map((change) => [
      words.kinds[change.kind],
      change.name,
      change.campusNumber,
      listed(change.from, words),
      listed(change.to, words),
      remark(change, words),
    ]),
  };
  const content = form === 'csv' ? writer.csv(table) : await writer.xlsx([table]);
  return { name: `directory-changes.${form}`, type: types[form], content };
}

const listed = ({ names, others }: ChangeShown['from'], words: ChangeWords): string =>
  [...names, ...(others > 0 ? [words.others.replace('{count}', String(others))] : [])].join('; ');

function remark(change: ChangeShown, words: ChangeWords): string {
  const { fields, unit, conflict, problem } = change;
  const arrow = (
    name: string,
    { before, after }: { before: string | null; after: string | null },
  ) => (before === after ? [] : [`${name}: ${before ?? '–'} → ${after ?? '–'}`]);
  return [
    ...(change.isGone ? [words.gone] : []),
    ...fields.flatMap((field) => [
      ...arrow(words.fields[field.field] ?? field.field, field),
      ...(field.isSeen ? [] : [words.unseen]),
    ]),
    ...(unit ? [words.units[unit.what], ...arrow(words.name, unit.name)] : []),
    ...(unit ? arrow(words.parent, unit.parent) : []),
    ...(conflict ? [words.conflict, listed(conflict, words)] : []),
    ...(problem ? [[problem.field, problem.reason].filter((part) => part !== null).join(' ')] : []),
  ].join('; ');
}
