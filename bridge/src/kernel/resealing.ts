import type { Database } from './database.ts';
import { sealedPrefix, UnsealableError, type SealedColumn, type Sealing } from './sealing.ts';

type Row = Record<string, unknown>;

/** What became of the secrets of a database. */
export interface Resealed {
  /** In clear. */
  clear: number;
  /** Sealed with a former key. */
  former: number;
  /** Sealed with a key that is not there, or changed; how many, by column and why. They stay as they are. */
  unopenable: Map<string, number>;
}

const batch = 200;

/** What is written: nothing, what is in clear, or what a former key sealed as well. */
export type Extent = 'nothing' | 'clear' | 'all';

/** Where whole rows of other tables are kept as JSON, a list that begins with the row. */
export interface KeptRows {
  table: string;
  /** Numbers the rows in their order. */
  number: string;
  /** Names the table that a row is of. */
  of: string;
  /** Holds the JSON. */
  rows: string;
}

/** What sealing anew needs: by which keys, and where secrets are. */
export interface ResealDeps {
  sealing: Sealing;
  columns: readonly SealedColumn[];
  kept: KeptRows;
  what: Extent;
}

/**
 * Seals what is in clear, and seals anew what a former key sealed. It goes on where it was cut off, and writes only
 * what nobody changed meanwhile, so that it may run beside bridges and beside itself. Answers what it found.
 */
export async function resealIn(db: Database, deps: ResealDeps): Promise<Resealed> {
  const counts: Resealed = { clear: 0, former: 0, unopenable: new Map() };
  for (const column of deps.columns) {
    for await (const row of rowsOf(db, column, deps.sealing)) {
      const kept = String(row[column.column]);
      const anew = again(deps, counts, { column, row, kept });
      const where = { [column.row]: row[column.row], [column.column]: kept };
      if (anew !== null)
        await db(column.table)
          .where(where)
          .update({ [column.column]: anew });
    }
  }
  await resealKept(db, deps, counts);
  return counts;
}

/** Rows whose value is not sealed with the present key, in the order of their key. */
async function* rowsOf(
  db: Database,
  { table, column, row: key }: SealedColumn,
  { currentPrefix }: Sealing,
): AsyncGenerator<Row> {
  let after = '';
  for (;;) {
    const rows = await db(table)
      .where(key, '>', after)
      .whereNotNull(column)
      .whereNot(column, '')
      .whereNot(column, 'like', `${currentPrefix}%`)
      .orderBy(key)
      .limit(batch)
      .select<Row[]>(key, column);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    after = String(last[key]);
  }
}

interface Kept {
  column: SealedColumn;
  row: Row;
  kept: string;
}

/** The value as it is to be kept; null where it stays. */
function again(
  { sealing, what }: ResealDeps,
  counts: Resealed,
  { column, row, kept }: Kept,
): string | null {
  const key = String(row[column.row]);
  if (!kept.startsWith(sealedPrefix)) {
    counts.clear += 1;
    return what === 'nothing' ? null : sealing.seal(column, key, kept);
  }
  try {
    const text = sealing.open(column, key, kept);
    counts.former += 1;
    return what === 'all' ? sealing.seal(column, key, text) : null;
  } catch (error) {
    if (!(error instanceof UnsealableError)) throw error;
    counts.unopenable.set(error.message, (counts.unopenable.get(error.message) ?? 0) + 1);
    return null;
  }
}

/** Rows that a merge left out are kept as they were, for undoing it: the secrets in them are sealed as well. */
async function resealKept(db: Database, deps: ResealDeps, counts: Resealed): Promise<void> {
  const { sealing, columns, kept: at } = deps;
  const tables = [...new Set(columns.map(({ table }) => table))];
  let after = 0;
  for (;;) {
    const found = await keptRows(db, at, { tables, after });
    for (const { number, of, rows } of found) {
      const [row = {}, ...rest] = JSON.parse(rows) as Row[];
      const own = columns.filter((column) => column.table === of);
      const changes = own.flatMap((column) => {
        const kept = row[column.column];
        if (typeof kept !== 'string' || kept === '' || sealing.isCurrent(kept)) return [];
        const anew = again(deps, counts, { column, row, kept });
        return anew === null ? [] : [[column.column, anew] as const];
      });
      if (changes.length === 0) continue;
      const anew = JSON.stringify([{ ...row, ...Object.fromEntries(changes) }, ...rest]);
      // Unless somebody else did so meanwhile.
      await db(at.table)
        .where({ [at.number]: number, [at.rows]: rows })
        .update({ [at.rows]: anew });
    }
    const last = found.at(-1);
    if (!last) return;
    after = last.number;
  }
}

const keptRows = (
  db: Database,
  at: KeptRows,
  { tables, after }: { tables: readonly string[]; after: number },
): Promise<{ number: number; of: string; rows: string }[]> =>
  db(at.table)
    .where(at.number, '>', after)
    .whereIn(at.of, [...tables])
    .orderBy(at.number)
    .limit(batch)
    .select({ number: at.number, of: at.of, rows: at.rows });
