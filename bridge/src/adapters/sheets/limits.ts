/**
 * What a sheet may cost at most. A sheet of 20,000 people is about 2 MB, and 15 MB unpacked. They are limits of size:
 * what is said of a file is the same on every machine, however busy it is.
 */
export const sheetLimits = {
  /** Bytes as uploaded. */
  fileBytes: 20 * 1024 * 1024,
  /** Bytes of all parts of an xlsx together, as it says itself, and as they come out. */
  unpackedBytes: 300 * 1024 * 1024,
  /** Parts of an xlsx; a real one has a dozen. */
  parts: 2_000,
  rows: 50_000,
  columns: 100,
  /** Columns and rows that there are in Excel (XFD1048576). */
  excelColumns: 16_384,
  excelRows: 1_048_576,
  /** Characters of a cell (Excel's own limit), and of all cells together. */
  cellText: 32_767,
  allText: 50_000_000,
  sharedTexts: 2_000_000,
  /** Sheets of a workbook that are looked at. */
  sheets: 50,
  merges: 20_000,
  styles: 65_536,
  /** Rows of each sheet that are looked at to tell which one lists people. */
  headRows: 15,
  /** Megabytes of memory that reading may take. */
  readMegabytes: 768,
  /** A safety only, far beyond what any file within these limits takes: ends with a code of its own. */
  readMs: 180_000,
  /** Files read at the same time; others wait. */
  atOnce: 2,
} as const;
