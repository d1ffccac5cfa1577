import type { Database } from '../../../kernel/database.ts';
import type { RetentionName, RetentionTarget } from '../../../kernel/retention.ts';

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

/**
 * The oldest of those in which the moment stands and that still have rows of it, from one on: whoever walks along them
 * passes those that have none any more once, and not at every step.
 */
async function ownersOf(
  db: Database,
  target: RetentionTarget & { of: Of },
  { before, after }: { before?: number; after?: Owner | null },
): Promise<Owner[]> {
  const { of } = target;
  const rows = ownRows(db, target).whereRaw('?? = ??', [`t.${of.by}`, `o.${of.key}`]);
  const owners = db(`${of.table} as o`)
    .whereNotNull(momentOf(target))
    .whereExists(rows)
    .orderBy([momentOf(target), `o.${of.key}`])
    .limit(ownersAtOnce);
  if (before !== undefined) void owners.where(momentOf(target), '<', before);
  if (after) {
    void owners.where((later) =>
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
  const moment = momentOf(target);
  const all = await rowsOf(db, target).count({ n: '*' }).min({ oldest: moment }).first();
  const due = await rowsOf(db, target).where(moment, '<', before).count({ n: '*' }).first();
  const { oldest } = all as { oldest: number | null };
  return { rows: Number(all?.['n'] ?? 0), oldest, due: Number(due?.['n'] ?? 0) };
}

/** What belongs to others is not joined with them: that would read all of both. */
async function keptOfOwned(
  db: Database,
  target: RetentionTarget & { of: Of },
  before: number,
): Promise<Kept> {
  const all = await ownRows(db, target).count({ n: '*' }).first();
  const [oldest] = await ownersOf(db, target, {});
  let due = 0;
  let owners = await ownersOf(db, target, { before });
  while (owners.length > 0) {
    const row = await ofOwners(db, target, owners).count({ n: '*' }).first();
    due += Number(row?.['n'] ?? 0);
    owners = await ownersOf(db, target, { before, after: owners.at(-1) ?? null });
  }
  return { rows: Number(all?.['n'] ?? 0), oldest: oldest?.since ?? null, due };
}

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

interface StateRow {
  name: RetentionName;
  days: number | null;
  swept_at: number | null;
  removed: number;
}

const states = (db: Database) => db<StateRow>('retention');

/** What is set, and when each was swept last, by name. */
export async function retentionStates(db: Database): Promise<Map<string, StateRow>> {
  return new Map((await states(db)).map((row) => [row.name, row]));
}

const ensure = (db: Database, name: RetentionName) =>
  states(db).insert({ name, days: null, swept_at: null, removed: 0 }).onConflict('name').ignore();

export async function saveDays(
  trx: Database,
  name: RetentionName,
  days: number | null,
): Promise<void> {
  await ensure(trx, name);
  await states(trx).where({ name }).update({ days });
}

/** Takes a sweep that was not begun since `since`; of several bridges one gets true. */
export async function takeSweep(
  db: Database,
  name: RetentionName,
  { now, since }: { now: number; since: number },
): Promise<boolean> {
  await ensure(db, name);
  const taken = await states(db)
    .where({ name })
    .andWhere((due) => due.whereNull('swept_at').orWhere('swept_at', '<=', since))
    .update({ swept_at: now });
  return taken === 1;
}

export async function noteRemoved(
  db: Database,
  name: RetentionName,
  removed: number,
): Promise<void> {
  await states(db).where({ name }).update({ removed });
}
