/** The cells of a row of the address book, in their order; the last is missing where one only picks. */
export const columns = ['person', 'star', 'ring'] as const;
export type Column = (typeof columns)[number];

/** Where in the grid the keyboard is. */
export interface GridPlace {
  row: number;
  column: Column;
}

/** What the grid is like. `page`: how many rows are in sight. */
export interface GridSize {
  rows: number;
  columns: readonly Column[];
  page: number;
}

/**
 * Where a key leads (WAI-ARIA grid: arrows, Home and End in a row, with Ctrl in the grid, Page Up and Down);
 * null for other keys. `key` is KeyboardEvent.key.
 */
export function moved(
  { row, column }: GridPlace,
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
  size: GridSize,
): GridPlace | null {
  const at = Math.max(0, size.columns.indexOf(column));
  const to = (r: number, c: number): GridPlace => ({
    row: clamp(r, size.rows),
    column: size.columns[clamp(c, size.columns.length)] ?? column,
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, at);
    case 'ArrowUp':
      return to(row - 1, at);
    case 'ArrowRight':
      return to(row, at + 1);
    case 'ArrowLeft':
      return to(row, at - 1);
    case 'PageDown':
      return to(row + size.page, at);
    case 'PageUp':
      return to(row - size.page, at);
    case 'Home':
      return to(ctrlKey ? 0 : row, 0);
    case 'End':
      return to(ctrlKey ? size.rows - 1 : row, size.columns.length - 1);
    default:
      return null;
  }
}

const clamp = (value: number, length: number): number =>
  Math.min(Math.max(value, 0), Math.max(0, length - 1));
