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

const known: readonly { name: FieldName; words: Set<string> }[] = fields.map((field) => ({
  name: field.name,
  words: new Set([field.zh, field.en, `${field.zh}${field.en}`, ...field.also].map(plain)),
}));

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
    const word = plain(heading);
    const name = word === '' ? undefined : known.find(({ words }) => words.has(word))?.name;
    if (name !== undefined && !found.has(name)) found.set(name, column);
  }
  return found;
}
