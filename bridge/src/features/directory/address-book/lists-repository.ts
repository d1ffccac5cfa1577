import type { Database } from '../../../kernel/database.ts';

/** A place in a sorted list. */
export interface Place {
  sortKey: string;
  seq: number;
}

interface PlaceRow {
  sort_key: string;
  seq: number;
}

/** The next people by name of a unit with all below it, or of the whole campus, from behind `after`. */
export async function placesAfter(
  db: Database,
  wanted: { unitId: string | null; after: Place | null; limit: number },
): Promise<Place[]> {
  const { unitId, after } = wanted;
  const table = unitId === null ? 'address_book_people' : 'address_book_units';
  const rows = db<PlaceRow & { unit_id: string }>(table);
  if (unitId !== null) void rows.where({ unit_id: unitId });
  if (after !== null) {
    void rows
      .where('sort_key', '>=', after.sortKey)
      .where((later) => later.where('sort_key', '>', after.sortKey).orWhere('seq', '>', after.seq));
  }
  const found = await rows
    .orderBy(['sort_key', 'seq'])
    .limit(wanted.limit)
    .select('sort_key', 'seq');
  return found.map((row) => ({ sortKey: row.sort_key, seq: row.seq }));
}

/** Everybody of a unit with all below it, up to `limit`. */
export async function seqsOfUnit(db: Database, unitId: string, limit: number): Promise<number[]> {
  const rows = db<{ unit_id: string; seq: number }>('address_book_units')
    .where({ unit_id: unitId })
    .limit(limit);
  return (await rows.select('seq')).map(({ seq }) => seq);
}

interface Counted {
  unit_id: string;
  n: number | string;
}

/** How many people each unit has with all below it, hidden ones left out. */
export async function unitSizes(db: Database): Promise<Map<string, number>> {
  const counted = [db.ref('u.unit_id'), db.raw('count(*) as n')] as const;
  const units = () => db('address_book_units as u').groupBy('u.unit_id');
  const all = await units().select<Counted[]>(...counted);
  const hidden = await units()
    .join('address_book_people as p', 'p.seq', 'u.seq')
    .where('p.hidden', true)
    .select<Counted[]>(...counted);
  const sizes = new Map(all.map((row) => [row.unit_id, Number(row.n)]));
  for (const row of hidden) {
    sizes.set(row.unit_id, (sizes.get(row.unit_id) ?? 0) - Number(row.n));
  }
  return sizes;
}
