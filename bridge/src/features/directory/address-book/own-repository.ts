import type { Database } from '../../../kernel/database.ts';
import { upsert } from '../../../kernel/sql.ts';

interface FavouriteRow {
  person_id: string;
  favourite_id: string;
  added_at: number;
}

interface MetRow {
  person_id: string;
  met_id: string;
  met_at: number;
}

/** Ids of somebody's favourites. */
export async function favouritesOf(db: Database, personId: string): Promise<string[]> {
  const rows = await db<FavouriteRow>('address_book_favourites').where({ person_id: personId });
  return rows.map((row) => row.favourite_id);
}

/** Puts one among the favourites; doing it twice is doing it once. */
export async function addFavourite(
  db: Database,
  personId: string,
  added: { favouriteId: string; now: number },
): Promise<void> {
  const row: FavouriteRow = {
    person_id: personId,
    favourite_id: added.favouriteId,
    added_at: added.now,
  };
  const key = ['person_id', 'favourite_id'];
  await db<FavouriteRow>('address_book_favourites').insert(row).onConflict(key).ignore();
}

/** Whoever is none is no error. */
export async function removeFavourite(
  db: Database,
  personId: string,
  favouriteId: string,
): Promise<void> {
  const key = { person_id: personId, favourite_id: favouriteId };
  await db<FavouriteRow>('address_book_favourites').where(key).delete();
}

/** Whom somebody met, the latest first. */
export async function metBy(
  db: Database,
  personId: string,
  limit: number,
): Promise<{ personId: string; metAt: number }[]> {
  const rows = await db<MetRow>('address_book_met')
    .where({ person_id: personId })
    .orderBy([{ column: 'met_at', order: 'desc' }, { column: 'met_id' }])
    .limit(limit);
  return rows.map((row) => ({ personId: row.met_id, metAt: row.met_at }));
}

/** Notes whom somebody met, and forgets all but the latest `keep`. */
export async function saveMet(
  db: Database,
  personId: string,
  met: { ids: readonly string[]; now: number; keep: number },
): Promise<void> {
  const rows = met.ids.map((met_id): MetRow => ({ person_id: personId, met_id, met_at: met.now }));
  await upsert(db, { table: 'address_book_met', key: ['person_id', 'met_id'] }, rows);
  const kept = await metBy(db, personId, met.keep + met.ids.length);
  const forgotten = kept.slice(met.keep).map((one) => one.personId);
  if (forgotten.length === 0) return;
  const own = db<MetRow>('address_book_met').where({ person_id: personId });
  await own.whereIn('met_id', forgotten).delete();
}
