import { textOf } from './cells.ts';
import { fields, type FieldName } from './fields.ts';
import type { SheetRow } from './ports.ts';

/** Which column holds which field, by position from 0; null where nothing was recognised. */
export type ColumnMap = Record<FieldName, number | null>;

/** The sheet's head: where it ends, how its columns were read, and what they are headed. */
export interface Header {
  /** The last row of the head; data begins behind it. 0: there is no head. */
  row: number;
  columns: ColumnMap;
  /** Each column's heading as it stands, for correcting by hand. */
  headings: string[];
  /** Required fields that no column holds. */
  missing: FieldName[];
}

/** A head stands within the first rows; above it there may be a title. */
const searchRows = 15;

const plain = (text: string): string =>
  text.toLowerCase().replace(/[\s*＊:：()（）[\]【】/\\_.\-]+/gu, '');

/** Said of a column besides its name: what is in brackets, that it must be filled in, a number before it. */
const aside =
  /[(（[【][^()（）[\]【】]*[)）\]】]|[*＊:：]|必填项?|选填项?|可选|\b(?:required|optional|mandatory)\b|^\s*\d{1,2}\s*[.、)）]/giu;

/** Whose it is says nothing: `所属院系`, `学生姓名`, `您的手机号`. */
const whose = /^(?:所属|所在|归属|本人|您的|你的|学生|教师|教职工|员工|人员|用户|申请人)/u;

const known: readonly { name: FieldName; words: Set<string> }[] = fields.map((field) => ({
  name: field.name,
  words: new Set([field.zh, field.en, `${field.zh}${field.en}`, ...field.also].map(plain)),
}));

const named = (text: string): FieldName | null => {
  const word = plain(text);
  const find = (one: string) => known.find(({ words }) => words.has(one))?.name ?? null;
  return word === '' ? null : (find(word) ?? find(word.replace(whose, '')));
};

/** The field that a heading names: alone, with something said besides, or by several of its names in any order. */
function fieldOf(heading: string): FieldName | null {
  const text = heading.slice(0, 200);
  const bare = text.replace(aside, ' ');
  const whole = named(text) ?? named(bare);
  if (whole !== null) return whole;
  const divided = [
    /[/／\\|｜、，,]|或|\bor\b/iu,
    /(?<=\p{Script=Han})\s*(?=[a-z])|(?<=[a-z])\s*(?=\p{Script=Han})/iu,
  ];
  for (const divider of divided) {
    const names = new Set(bare.split(divider).map(named));
    const [only] = names;
    if (names.size === 1 && only) return only;
  }
  return null;
}

/**
 * Finds the head: the row of the first fifteen that names the most fields. A head of two rows, as merged
 * cells make it (`联系方式` above `手机` and `邮箱`), is read from its lower row first, then from its upper.
 * @param corrections columns as somebody set them by hand; they go before what is recognised
 */
export function findHeader(
  rows: readonly SheetRow[],
  corrections: Partial<ColumnMap> = {},
): Header {
  const candidates = rows.slice(0, searchRows).map((row, index) => ({
    row,
    index,
    found: recognise(row.cells.map(textOf)),
  }));
  const best = candidates.toSorted((a, b) => b.found.size - a.found.size || a.index - b.index)[0];
  const isHead = best !== undefined && best.found.size >= 2;
  const found = isHead ? withNeighbours(best, candidates) : { last: 0, columns: new Map() };
  const columns = Object.fromEntries(
    fields.map(({ name }) => [name, corrections[name] ?? found.columns.get(name) ?? null]),
  ) as ColumnMap;
  const headings = isHead ? best.row.cells.map(textOf) : [];
  const missing = fields.filter(({ name, required }) => required && columns[name] === null);
  return { row: found.last, columns, headings, missing: missing.map(({ name }) => name) };
}

/** How well rows look like the head of a list of people: how many fields they name, all that are needed first. */
export function rankOfHead(rows: readonly SheetRow[]): number {
  const { row, columns, missing } = findHeader(rows);
  if (row === 0) return 0;
  const count = Object.values(columns).filter((column) => column !== null).length;
  return missing.length === 0 ? 100 + count : count;
}

interface Candidate {
  row: SheetRow;
  index: number;
  found: Map<FieldName, number>;
}

/** The rows right above and below may be the other half of a head whose cells were merged. */
function withNeighbours(
  best: Candidate,
  all: readonly Candidate[],
): { last: number; columns: Map<FieldName, number> } {
  const columns = new Map(best.found);
  let last = best.row.number;
  for (const offset of [1, -1]) {
    const near = all[best.index + offset];
    if (near?.row.number !== best.row.number + offset) continue;
    for (const [name, column] of near.found) {
      const isTaken = [...columns.values()].includes(column);
      if (columns.has(name) || isTaken) continue;
      columns.set(name, column);
      if (offset === 1) last = near.row.number;
    }
  }
  return { last, columns };
}

/** Fields by the headings of one row; the first column of a kind counts. */
function recognise(headings: readonly string[]): Map<FieldName, number> {
  const found = new Map<FieldName, number>();
  for (const [column, heading] of headings.entries()) {
    const name = fieldOf(heading);
    if (name !== null && !found.has(name)) found.set(name, column);
  }
  return found;
}
