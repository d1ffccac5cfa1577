import { guestPasswordColumn, keptTokenColumn } from '../features/meetings/index.ts';
import { privateKeyColumn } from '../features/access/lti/index.ts';
import { keyColumn, payloadColumn, pushColumns } from '../features/notifications/index.ts';
import { trustColumn } from '../features/access/portal/index.ts';
import { keptOfMerges, rewriteKeptOfMerge } from '../features/directory/merge/index.ts';
import type { Database } from '../kernel/database.ts';
import {
  createSealing,
  derivedKey,
  sealedPrefix,
  UnsealableError,
  type SealedColumn,
  type Sealing,
} from '../kernel/sealing.ts';
import type { Settings } from './config.ts';

type Secrets = Pick<Settings, 'CAMPUS_MEET_SECRET' | 'CAMPUS_MEET_SECRET_OLD'>;

/** Every column that holds secrets which are read again; digests and HMACs are no such. */
export const sealedColumns: readonly SealedColumn[] = [
  privateKeyColumn,
  keyColumn,
  trustColumn,
  guestPasswordColumn,
  keptTokenColumn,
  payloadColumn,
  ...Object.values(pushColumns),
];

const formerOf = ({ CAMPUS_MEET_SECRET_OLD: old }: Secrets): string[] =>
  old === undefined ? [] : [old];

/** Seals with the deployment's secret; opens what the former one sealed, too. */
export const sealingOf = (config: Secrets): Sealing =>
  createSealing(config.CAMPUS_MEET_SECRET, formerOf(config));

/**
 * Keys of one use, not kept in the database: a copy of it alone does not help in guessing codes. `key` signs;
 * what `formerKeys` signed still holds.
 */
export const keysOf = (config: Secrets, use: string): { key: Buffer; formerKeys: Buffer[] } => ({
  key: derivedKey(config.CAMPUS_MEET_SECRET, `campus-meet ${use}`),
  formerKeys: formerOf(config).map((old) => derivedKey(old, `campus-meet ${use}`)),
});

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

interface ResealDeps {
  sealing: Sealing;
  columns: readonly SealedColumn[];
  what: Extent;
}

/**
 * Seals what is in clear, and seals anew what a former key sealed. It goes on where it was cut off, and writes only
 * what nobody changed meanwhile, so that it may run beside bridges and beside itself. Answers what it found.
 */
export async function reseal(db: Database, deps: ResealDeps): Promise<Resealed> {
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
  await resealMoved(db, deps, counts);
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
async function resealMoved(db: Database, deps: ResealDeps, counts: Resealed): Promise<void> {
  const { sealing, columns } = deps;
  const tables = [...new Set(columns.map(({ table }) => table))];
  let after = 0;
  for (;;) {
    const moved = await keptOfMerges(db, tables, { after, limit: batch });
    for (const { seq, table, before } of moved) {
      const [row = {}, ...rest] = JSON.parse(before) as Row[];
      const own = columns.filter((column) => column.table === table);
      const changes = own.flatMap((column) => {
        const kept = row[column.column];
        if (typeof kept !== 'string' || kept === '' || sealing.isCurrent(kept)) return [];
        const anew = again(deps, counts, { column, row, kept });
        return anew === null ? [] : [[column.column, anew] as const];
      });
      if (changes.length === 0) continue;
      const anew = JSON.stringify([{ ...row, ...Object.fromEntries(changes) }, ...rest]);
      await rewriteKeptOfMerge(db, { seq, before }, anew);
    }
    const last = moved.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
