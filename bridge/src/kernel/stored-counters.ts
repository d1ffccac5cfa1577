import type { Database } from './database.ts';
import { advance, type Backoff, type Level } from './backoff.ts';

interface CounterRow {
  id: string;
  empty_at: number;
  free_at: number;
}

const table = (db: Database) => db<CounterRow>('login_meters');

/** What was counted under this id; begins to be counted where nothing was. */
export async function readCounter(db: Database, id: string, now: number): Promise<Level> {
  const known = await table(db).where({ id }).first();
  if (known) return { emptyAt: known.empty_at, freeAt: known.free_at };
  await table(db).insert({ id, empty_at: now, free_at: now }).onConflict('id').ignore();
  return { emptyAt: now, freeAt: now };
}

/** Counts one of the free times in one statement, however many come at once; false when none is left. */
export async function countFree(
  db: Database,
  id: string,
  { backoff, now }: { backoff: Backoff; now: number },
): Promise<boolean> {
  const later = db.raw('case when empty_at > ? then empty_at else ? end + ?', [
    now,
    now,
    backoff.forgetMs,
  ]);
  const changed = await table(db)
    .where({ id })
    .andWhere('free_at', '<=', now)
    .andWhere('empty_at', '<=', now + (backoff.free - 1) * backoff.forgetMs)
    .update({ empty_at: later });
  return changed === 1;
}

/** Counts one time that makes the next one wait; false when somebody else has counted since `before` was read. */
export async function countSlow(
  db: Database,
  id: string,
  { before, backoff, now }: { before: Level; backoff: Backoff; now: number },
): Promise<boolean> {
  const { emptyAt, freeAt } = advance(before, backoff, now);
  const changed = await table(db)
    .where({ id, empty_at: before.emptyAt, free_at: before.freeAt })
    .update({ empty_at: emptyAt, free_at: freeAt });
  return changed === 1;
}

/** One time does not count after all, and nobody waits for it. */
export async function countBack(
  db: Database,
  id: string,
  { backoff, now }: { backoff: Backoff; now: number },
): Promise<void> {
  const sooner = db.raw('empty_at - ?', [backoff.forgetMs]);
  await table(db).where({ id }).update({ empty_at: sooner, free_at: now });
}

/** Keeps in mind until a moment that something happened; kept as what is counted is, and forgotten like it. */
export async function remember(db: Database, id: string, until: number): Promise<void> {
  await table(db).insert({ id, empty_at: until, free_at: 0 }).onConflict('id').merge();
}

/** False for what was never remembered, and once its moment is over. */
export async function isRemembered(db: Database, id: string, now: number): Promise<boolean> {
  return (await table(db).where({ id }).andWhere('empty_at', '>', now).first()) !== undefined;
}

/** Forgets what is over. */
export async function sweepCounters(db: Database, now: number): Promise<void> {
  await table(db).where('empty_at', '<', now).andWhere('free_at', '<', now).delete();
}
