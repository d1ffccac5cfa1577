import type { Database } from '../../../kernel/database.ts';
import { wrongCursor } from '../../../kernel/cursor.ts';
import type { Position, SortedPosition } from './cursor.ts';
import { placesAfter, type Place } from './lists-repository.ts';
import { byCodePoints } from './matching.ts';
import { targetOf, type Reading } from './reading.ts';
import { peopleBySeq } from './search-repository.ts';

/** Somebody in a list, with the place that the list gives them. */
export interface Listed extends Place {
  personId: string;
}

interface Page {
  personIds: string[];
  next: Position | null;
}

const sorted = (after: Position | null): SortedPosition | null => {
  if (after && after.at !== 'sorted') throw wrongCursor();
  return after;
};

const positionOf = ({ sortKey, seq }: Place): SortedPosition => ({
  at: 'sorted',
  key: sortKey,
  seq,
});

const byPlace = (a: Place, b: Place): number => byCodePoints(a.sortKey, b.sortKey) || a.seq - b.seq;

/** A page of a list that fits into memory, sorted here. `listed` are those whom the reader may see. */
export function pageOf(
  listed: readonly Listed[],
  wanted: { after: Position | null; limit: number },
): Page {
  const after = sorted(wanted.after);
  const start: Place | null = after && { sortKey: after.key, seq: after.seq };
  const behind = listed.filter((one) => !start || byPlace(one, start) > 0).sort(byPlace);
  const shown = behind.slice(0, wanted.limit);
  const last = shown.at(-1);
  return {
    personIds: shown.map(({ personId }) => personId),
    next: last && behind.length > shown.length ? positionOf(last) : null,
  };
}

/** A page of a unit with all below it, or (null) of the whole campus, by name; read as far as it is shown. */
export async function pageOfUnit(
  { db, reading }: { db: Database; reading: Reading },
  wanted: { unitId: string | null; after: Position | null; limit: number },
): Promise<Page> {
  const { unitId, limit } = wanted;
  const from = sorted(wanted.after);
  let after: Place | null = from && { sortKey: from.key, seq: from.seq };
  const shown: Listed[] = [];
  for (;;) {
    const places = await placesAfter(db, { unitId, after, limit: limit + 1 });
    for (const one of await seen(db, reading, places)) {
      const last = shown.at(-1);
      if (last && shown.length === limit)
        return { personIds: idsOf(shown), next: positionOf(last) };
      shown.push(one);
    }
    after = places.at(-1) ?? null;
    if (places.length <= limit) return { personIds: idsOf(shown), next: null };
  }
}

const idsOf = (listed: readonly Listed[]) => listed.map(({ personId }) => personId);

async function seen(db: Database, reading: Reading, places: readonly Place[]): Promise<Listed[]> {
  const people = await peopleBySeq(
    db,
    places.map(({ seq }) => seq),
  );
  const ids = new Map(people.map(({ seq, personId }) => [seq, personId]));
  const visible = await reading.see(people.map(targetOf));
  return places.flatMap((place) => {
    const personId = ids.get(place.seq);
    return personId !== undefined && visible.has(personId) ? [{ ...place, personId }] : [];
  });
}
