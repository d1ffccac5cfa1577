/** What a sheet may cost at most. A sheet of 20,000 people is about 2 MB, and 15 MB unpacked. */
export const sheetLimits = {
  /** Bytes as uploaded. */
  fileBytes: 20 * 1024 * 1024,
  /** Bytes of all parts of an xlsx together, by its own table of contents. */
  unpackedBytes: 300 * 1024 * 1024,
  /** Parts of an xlsx; a real one has a dozen. */
  parts: 2_000,
  rows: 50_000,
  columns: 100,
  /** Milliseconds, and megabytes of memory, that reading an xlsx may take. */
  readMs: 20_000,
  readMegabytes: 512,
} as const;
