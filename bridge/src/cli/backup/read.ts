import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import {
  BackupError,
  createTally,
  formatVersion,
  readLine,
  type Head,
  type Line,
  type Tally,
  type Value,
} from './format.ts';

/** Hears of the rows of a backup, table by table. */
export interface Reader {
  table: (table: string, columns: readonly string[]) => Promise<void>;
  row: (row: Value[]) => Promise<void>;
}

const onlyLooks: Reader = { table: () => Promise.resolve(), row: () => Promise.resolve() };

/** What a backup is, once it was read to its end. */
export interface Verified {
  head: Head;
  tallies: Record<string, Tally>;
}

/** Reads a backup from head to end. @throws BackupError where it is none, is cut off or was changed */
export async function readBackup(file: string, reader = onlyLooks): Promise<Verified> {
  const lines = linesOf(file);
  const first = await lines.next();
  if (first.done || first.value.is !== 'head') throw damaged();
  const head = checked(first.value.head);
  const counting = createCounting();
  let tallies: Record<string, Tally> | null = null;
  for await (const line of lines) {
    if (tallies || line.is === 'head') throw damaged();
    if (line.is === 'row') {
      counting.row(line.row);
      await reader.row(line.row);
    } else if (line.is === 'table') {
      counting.table(line.table);
      await reader.table(line.table, line.columns);
    } else tallies = line.tallies;
  }
  if (!tallies || !areEqual(tallies, counting.result())) throw damaged();
  return { head, tallies };
}

/** Counts rows table by table. */
function createCounting() {
  const tables = new Map<string, ReturnType<typeof createTally>>();
  let current: ReturnType<typeof createTally> | undefined;
  return {
    table: (name: string): void => {
      current = createTally();
      tables.set(name, current);
    },
    row: (row: readonly Value[]): void => {
      if (!current) throw damaged();
      current.add(row);
    },
    result: (): Record<string, Tally> =>
      Object.fromEntries([...tables].map(([name, tally]) => [name, tally.result()])),
  };
}

async function* linesOf(file: string): AsyncGenerator<Line> {
  const packed = createReadStream(file);
  const input = packed.pipe(createGunzip());
  packed.on('error', (error) => input.destroy(error));
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) yield readLine(text);
  } catch (error) {
    throw isOfZlib(error) ? damaged() : error;
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^Z_/u.test(String(error.code));

function checked(head: Head): Head {
  if (head['campus-meet-backup'] > formatVersion) {
    throw new BackupError('It is of a later version of Campus Meet: use that version.');
  }
  return head;
}

/** Whether the same rows are in the same tables. */
export function areEqual(a: Record<string, Tally>, b: Record<string, Tally>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => {
    const [one, other] = [a[name], b[name]];
    return one?.rows === other?.rows && one?.digest === other?.digest;
  });
}

const damaged = (): BackupError =>
  new BackupError('The backup is damaged, or not whole. Nothing was changed.');
