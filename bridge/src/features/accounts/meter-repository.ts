import type { Database } from '../../kernel/database.ts';
import type { Level } from './pace.ts';

interface MeterRow {
  id: string;
  level: number;
  counted_at: number;
  free_at: number;
}

const table = (db: Database) => db<MeterRow>('login_meters');

/** What was counted under this id; begins to be counted where nothing was. */
export async function readMeter(db: Database, id: string, now: number): Promise<Level> {
  const known = await table(db).where({ id }).first();
  if (known) return fromRow(known);
  const fresh = { level: 0, countedAt: now, freeAt: now };
  await table(db)
    .insert({ id, ...toRow(fresh) })
    .onConflict('id')
    .ignore();
  return fresh;
}

/** Writes a level; false when somebody else has counted since `before` was read. */
export async function moveMeter(
  db: Database,
  id: string,
  { before, after }: { before: Level; after: Level },
): Promise<boolean> {
  const changed = await table(db)
    .where({ id, ...toRow(before) })
    .update(toRow(after));
  return changed === 1;
}

/** Forgets what has not been counted since. */
export async function sweepMeters(db: Database, before: number): Promise<void> {
  await table(db).where('counted_at', '<', before).delete();
}

const fromRow = (row: MeterRow): Level => ({
  level: row.level,
  countedAt: row.counted_at,
  freeAt: row.free_at,
});

const toRow = ({ level, countedAt, freeAt }: Level) => ({
  level,
  counted_at: countedAt,
  free_at: freeAt,
});
