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

type Rows = ReturnType<typeof rowsOf>;

const momentOf = ({ of, since }: RetentionTarget) => `${of ? 'o' : 't'}.${since}`;

/** The rows that a rule speaks of and that have not lost yet what they say. */
function rowsOf(db: Database, target: RetentionTarget) {
  const { table, of, when = {}, without, then } = target;
  const rows = db(`${table} as t`).whereNotNull(momentOf(target));
  if (of) void rows.join(`${of.table} as o`, `o.${of.key}`, `t.${of.by}`);
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

function unblanked(rows: Rows, column: string, blank: string | null): void {
  if (blank === null) void rows.whereNotNull(column);
  else void rows.whereNot(column, blank);
}

/** How much there is, and how much of it is older than `before`. */
export async function keptOf(db: Database, target: RetentionTarget, before: number): Promise<Kept> {
  const moment = momentOf(target);
  const all = await rowsOf(db, target).count({ n: '*' }).min({ oldest: moment }).first();
  const due = await rowsOf(db, target).where(moment, '<', before).count({ n: '*' }).first();
  const { oldest } = all as { oldest: number | null };
  return { rows: Number(all?.['n'] ?? 0), oldest, due: Number(due?.['n'] ?? 0) };
}

/** Deletes or blanks some rows that are older than `before`; answers how many. */
export async function sweepSome(
  db: Database,
  target: RetentionTarget,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  const { table, key, then } = target;
  const found = await rowsOf(db, target)
    .where(momentOf(target), '<', before)
    .limit(limit)
    .select<Record<string, string | number>[]>(key.map((column) => `t.${column}`));
  if (found.length === 0) return 0;
  const keys = found.map((row) => key.map((column) => row[column] ?? ''));
  const rows = db(table).whereIn([...key], keys);
  await (then === 'delete' ? rows.delete() : rows.update(then.blank));
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
