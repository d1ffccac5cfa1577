import type { Cell, SheetRow } from '../../features/registration/import/ports.ts';
import { placeOf } from './cell-values.ts';
import { sheetLimits } from './limits.ts';

/** Merged cells over several rows: what stands in the first counts for all of them. */
export interface Merge {
  column: number;
  from: number;
  to: number;
}

/** A range as `D2:D4`; null where it is one row, or too far right to be read. */
export function mergeOf(ref: string): Merge | null {
  const [first, last] = ref.split(':').map(placeOf);
  if (!first || !last || last.row <= first.row || first.column >= sheetLimits.columns) return null;
  return { column: first.column, from: first.row, to: last.row };
}

/** Gives the rows of each merged cell its value, where they hold something else. Overlaps are filled once. */
export function fillMerged(rows: readonly SheetRow[], merges: readonly Merge[]): void {
  for (const [column, ranges] of Map.groupBy(merges, (merge) => merge.column)) {
    fillColumn(
      rows,
      column,
      ranges.toSorted((a, b) => a.from - b.from),
    );
  }
}

/** Passes each row once, however many ranges there are. */
function fillColumn(rows: readonly SheetRow[], column: number, ranges: readonly Merge[]): void {
  let next = 0;
  let open: { to: number; value: Cell } | null = null;
  for (const row of rows) {
    if (open && row.number > open.to) open = null;
    while ((ranges[next]?.from ?? Infinity) < row.number) next += 1;
    const range = ranges[next];
    if (range?.from === row.number) open = { to: range.to, value: row.cells[column] ?? null };
    else if (open && open.value !== null) put(row, column, open.value);
  }
}

function put(row: SheetRow, column: number, value: Cell): void {
  while (row.cells.length <= column) row.cells.push(null);
  row.cells[column] ??= value;
}
