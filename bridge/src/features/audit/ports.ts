/** Who may read, and how much. */
export interface Readers {
  /** @throws Failure admin/not-allowed */
  require: (personId: string) => Promise<{ isSystem: boolean; departmentIds: ReadonlySet<string> }>;
}

/** Writes a table as CSV whose cells no spreadsheet takes for formulas. */
export interface CsvWriter {
  csv: (table: {
    name: string;
    columns: { header: string; width: number }[];
    rows: (string | null)[][];
  }) => Buffer;
}
