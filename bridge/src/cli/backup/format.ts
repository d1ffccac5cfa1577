import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * A backup is a gzip file of JSON lines: the head, then for each table a line that names it and its columns and a
 * line for each row, and at the end what of all was written. It says nothing of the database that it came from:
 * SQLite's fits into MariaDB, and the reverse.
 */
export const formatVersion = 1;

/** What columns hold: the migrations make texts, whole numbers and flags, which both databases answer as 0 and 1. */
const value = z.union([z.string(), z.number(), z.null()]);
export type Value = z.infer<typeof value>;

const head = z.object({
  'campus-meet-backup': z.int(),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  /** The schema: names of the migrations that were applied. */
  migrations: z.array(z.string()).min(1),
});
export type Head = z.infer<typeof head>;

/** How many rows, and the sum of their digests: the order in which they come does not matter. */
const tally = z.object({ rows: z.int().nonnegative(), digest: z.string() });
export type Tally = z.infer<typeof tally>;

const end = z.object({ end: z.record(z.string(), tally) });
const tableLine = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
const rowLine = z.array(value);

/** One line, read. */
export type Line =
  | { is: 'head'; head: Head }
  | { is: 'table'; table: string; columns: string[] }
  | { is: 'row'; row: Value[] }
  | { is: 'end'; tallies: Record<string, Tally> };

/** Told in words to whoever runs the command. */
export class BackupError extends Error {}

/** @throws BackupError where it is no line of a backup */
export function readLine(text: string): Line {
  const json = parsed(text);
  if (Array.isArray(json)) return { is: 'row', row: rowLine.parse(json) };
  const table = tableLine.safeParse(json);
  if (table.success) return { is: 'table', ...table.data };
  const last = end.safeParse(json);
  if (last.success) return { is: 'end', tallies: last.data.end };
  const first = head.safeParse(json);
  if (first.success) return { is: 'head', head: first.data };
  throw new BackupError('The file is no backup of Campus Meet.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BackupError('The file is no backup of Campus Meet, or damaged.');
  }
}

const modulus = 2n ** 256n;

/** Counts rows of one table. */
export function createTally() {
  let rows = 0;
  let sum = 0n;
  return {
    add: (row: readonly Value[]): void => {
      const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex');
      rows += 1;
      sum = (sum + BigInt(`0x${digest}`)) % modulus;
    },
    result: (): Tally => ({ rows, digest: sum.toString(16).padStart(64, '0') }),
  };
}
