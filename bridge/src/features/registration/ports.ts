/** A cell as the sheet holds it; a date cell is a Date at midnight UTC, an empty one null. */
export type Cell = string | number | boolean | Date | null;

/** A row that holds something. */
export interface SheetRow {
  /** As the sheet itself numbers it, from 1. */
  number: number;
  cells: Cell[];
  /** The sheet hides this row: whoever submits it may not know that it is there. */
  hidden: boolean;
}

export interface Sheet {
  /** How it was read, for the person who submits it: `xlsx`, or the encoding and delimiter of a CSV file. */
  form: SheetForm;
  rows: SheetRow[];
}

export type SheetForm =
  | { kind: 'xlsx' }
  | { kind: 'csv'; encoding: 'utf-8' | 'utf-16' | 'gb18030'; delimiter: ',' | ';' | '\t' };

/** Reads what was uploaded. @throws Failure sheet/… when it is no sheet that can be read safely */
export interface SheetReader {
  read: (file: Buffer) => Promise<Sheet>;
}

/** One table to write: text cells are written as text, whatever they begin with. */
export interface Table {
  name: string;
  /** Widths in characters. */
  columns: { header: string; width: number; choices?: readonly string[] }[];
  rows: (string | null)[][];
}

/** Writes sheets to be downloaded. */
export interface SheetWriter {
  xlsx: (tables: Table[]) => Promise<Buffer>;
  csv: (table: Table) => Buffer;
}
