import type { Database } from '../../../kernel/database.ts';
import type { RetentionTarget } from '../../../kernel/retention.ts';

/** How much there is of something. */
export interface Kept {
  rows: number;
  /** The moment of the oldest, milliseconds; null where there is none. */
  oldest: number | null;
  /** How many would go now. */
  due: number;
}

type Rows = ReturnType<typeof ownRows>;

const momentOf = ({ of, since }: RetentionTarget) => `${of ? 'o' : 't'}.${since}`;

/** The rows that a rule speaks of and that have not lost yet what they say, whenever they were made. */
function ownRows(db: Database, { table, when = {}, without, then }: RetentionTarget) {
  const rows = db(`${table} as t`);
  for (const [column, values] of Object.entries(when))
    void rows.whereIn(`t.${column}`, [...values]);
  if (without) {
    const others = db(`${without.table} as w`).whereRaw('?? = ??', [
      `w.${without.column}`,
      `t.${without.is}`,
    ]);
    void rows.whereNotExists(others);
  }
  if (then !== 'delete') unblanked(rows, `t.${then.mark}`, then.blank[then.mark] ?? null);
  return rows;
}

/** Those of them whose moment stands in themselves. */
const rowsOf = (db: Database, target: RetentionTarget) =>
  ownRows(db, target).whereNotNull(momentOf(target));

function unblanked(rows: Rows, column: string, blank: string | null): void {
  if (blank === null) void rows.whereNotNull(column);
  else void rows.whereNot(column, blank);
}

type Of = NonNullable<RetentionTarget['of']>;

/** A row in which the moment of others stands. */
interface Owner {
  key: string;
  since: number;
}

/** How many of them are looked at in one go. */
const ownersAtOnce = 100;

/** Which of them: older than a moment, after one of them; at most so many. */
interface Which {
  before?: number;
  after?: Owner | null;
  limit?: number;
}

/**
 * The oldest of those in which the moment stands and that still have rows of it, from one on: whoever walks along them
 * passes those that have none any more once, and not at every step.
 */
async function ownersOf(
  db: Database,
  target: RetentionTarget & { of: Of },
  { before, after, limit = ownersAtOnce }: Which,
): Promise<Owner[]> {
  const { of } = target;
  const one = ownRows(db, target)
    .whereRaw('?? = ??', [`t.${of.by}`, `o.${of.key}`])
    .select(`t.${of.by}`)
    .limit(1);
  const owners = db(`${of.table} as o`)
    .whereNotNull(momentOf(target))
    // As a value, not as `exists`, which MariaDB would turn into a join and sort all of it for the first few.
    .whereRaw('? is not null', [one])
    .orderBy([momentOf(target), `o.${of.key}`])
    .limit(limit);
  if (before !== undefined) void owners.where(momentOf(target), '<', before);
  if (after) {
    // Said by itself as well: by the sum of both alone, databases begin at the oldest of all.
    void owners
      .where(momentOf(target), '>=', after.since)
      .where((later) =>
        later
          .where(momentOf(target), '>', after.since)
          .orWhere((same) =>
            same.where(momentOf(target), after.since).where(`o.${of.key}`, '>', after.key),
          ),
      );
  }
  return owners.select<Owner[]>({ key: `o.${of.key}`, since: momentOf(target) });
}

const isOwned = (target: RetentionTarget): target is RetentionTarget & { of: Of } =>
  target.of !== undefined;

/** How much there is, and how much of it is older than `before`. */
export async function keptOf(db: Database, target: RetentionTarget, before: number): Promise<Kept> {
  if (isOwned(target)) return keptOfOwned(db, target, before);
  const counts = await rowsOf(db, target)
    .count({ n: '*' })
    .min({ oldest: momentOf(target) })
    .select({ due: db.raw('sum(case when ?? < ? then 1 else 0 end)', [momentOf(target), before]) })
    .first<Counts>();
  const { n, oldest, due } = counts;
  return { rows: Number(n), oldest, due: Number(due ?? 0) };
}

/** Of nothing there is no sum. */
interface Counts {
  n: number | string;
  oldest: number | null;
  due: number | string | null;
}

async function keptOfOwned(
  db: Database,
  target: RetentionTarget & { of: Of },
  before: number,
): Promise<Kept> {
  const { of } = target;
  const rows = await countOf(ownRows(db, target));
  const [first] = await ownersOf(db, target, { limit: 1 });
  const oldest = first?.since ?? null;
  if (oldest === null || oldest >= before) return { rows, oldest, due: 0 };
  const owners = db(`${of.table} as o`).where(momentOf(target), '<', before).select(`o.${of.key}`);
  return { rows, oldest, due: await countOf(ownRows(db, target).whereIn(`t.${of.by}`, owners)) };
}

const countOf = async (rows: Rows): Promise<number> =>
  Number((await rows.count<{ n: number | string }[]>({ n: '*' }).first())?.n ?? 0);

const ofOwners = (db: Database, target: RetentionTarget & { of: Of }, owners: readonly Owner[]) =>
  ownRows(db, target).whereIn(
    `t.${target.of.by}`,
    owners.map(({ key }) => key),
  );

/** How far a round has come along those that are older. */
export type Progress = Owner | null;

/** Deletes or blanks some rows that are older than `before`; answers how many, and how far it came. */
export async function sweepSome(
  db: Database,
  target: RetentionTarget,
  { before, limit, after }: { before: number; limit: number; after: Progress },
): Promise<{ count: number; after: Progress }> {
  if (!isOwned(target)) {
    const rows = rowsOf(db, target).where(momentOf(target), '<', before);
    return { count: await letGo(db, target, rows.limit(limit)), after: null };
  }
  const owners = await ownersOf(db, target, { before, after });
  if (owners.length === 0) return { count: 0, after: null };
  const count = await letGo(db, target, ofOwners(db, target, owners).limit(limit));
  return { count, after: count < limit ? (owners.at(-1) ?? null) : after };
}

async function letGo(db: Database, { table, key, then }: RetentionTarget, rows: Rows) {
  const found = await rows.select<Record<string, string | number>[]>(
    key.map((column) => `t.${column}`),
  );
  if (found.length === 0) return 0;
  const keys = found.map((row) => key.map((column) => row[column] ?? ''));
  const gone = db(table).whereIn([...key], keys);
  await (then === 'delete' ? gone.delete() : gone.update(then.blank));
  return found.length;
}
