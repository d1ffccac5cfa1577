import type { Database } from '../../../kernel/database.ts';
import type { RetentionName } from '../../../kernel/retention.ts';
import type { Kept } from './retention-repository.ts';

/** What there was at a moment. */
export interface Counted extends Kept {
  at: number;
}

/** What is set for one sort of data, when it was swept last, and what was counted. */
export interface RetentionState {
  /** Null: as is usual. */
  days: number | null;
  sweptAt: number | null;
  removed: number;
  /** Null: not yet, or for another period. */
  counted: Counted | null;
}

interface StateRow {
  name: RetentionName;
  days: number | null;
  swept_at: number | null;
  removed: number;
  counted_at: number | null;
  counted_rows: number | null;
  counted_oldest: number | null;
  counted_due: number | null;
}

const states = (db: Database) => db<StateRow>('retention');

/** How each sort stands, by name; whatever was neither set nor swept is missing. */
export async function retentionStates(db: Database): Promise<Map<string, RetentionState>> {
  return new Map((await states(db)).map((row) => [row.name, stateOf(row)]));
}

const stateOf = (row: StateRow): RetentionState => ({
  days: row.days,
  sweptAt: row.swept_at,
  removed: row.removed,
  counted:
    row.counted_at === null
      ? null
      : {
          at: row.counted_at,
          rows: row.counted_rows ?? 0,
          oldest: row.counted_oldest,
          due: row.counted_due ?? 0,
        },
});

const uncounted = {
  counted_at: null,
  counted_rows: null,
  counted_oldest: null,
  counted_due: null,
};

const ensure = (db: Database, name: RetentionName) =>
  states(db)
    .insert({ name, days: null, swept_at: null, removed: 0, ...uncounted })
    .onConflict('name')
    .ignore();

/** Sets a period; what was counted for another one is forgotten. */
export async function saveDays(
  trx: Database,
  name: RetentionName,
  days: number | null,
): Promise<void> {
  await ensure(trx, name);
  await states(trx)
    .where({ name })
    .update({ days, ...uncounted });
}

/** Keeps what was counted, unless the period is another one meanwhile or somebody counted later. */
export async function saveCount(
  db: Database,
  name: RetentionName,
  { days, at, rows, oldest, due }: Counted & { days: number | null },
): Promise<void> {
  await ensure(db, name);
  await states(db)
    .where({ name, days })
    .andWhere((older) => older.whereNull('counted_at').orWhere('counted_at', '<=', at))
    .update({ counted_at: at, counted_rows: rows, counted_oldest: oldest, counted_due: due });
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

/** How many rows the last sweep removed; the sort must have been taken by `takeSweep` before. */
export async function noteRemoved(
  db: Database,
  name: RetentionName,
  removed: number,
): Promise<void> {
  await states(db).where({ name }).update({ removed });
}
