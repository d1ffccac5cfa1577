interface Table {
  name: string;
  columns: { header: string; width: number }[];
  rows: (string | null)[][];
}

/** Writes sheets whose cells no spreadsheet takes for formulas. */
export interface TableWriter {
  xlsx: (tables: Table[]) => Promise<Buffer>;
  csv: (table: Table) => Buffer;
}
