import type { ParticipantId } from '../../../conference/events.ts';

/** What decides who stands where in the grid. */
export interface GridNow {
  /** Everybody, oneself first, the others as they came. */
  present: readonly ParticipantId[];
  /** Tiles on a page. */
  perPage: number;
  /** Who has to be on the first page, most important first; nobody while another page is looked at. */
  forward: readonly ParticipantId[];
  /** Who spoke, latest first. */
  spoke: readonly ParticipantId[];
  /** Whose tile is not given away for one of these: oneself, a raised hand. */
  stays: (id: ParticipantId) => boolean;
}

/**
 * Who stands where, so that nobody's tile jumps: who comes takes the place of one who went, else the end; on several
 * pages the last one takes a place that is still empty. Who speaks on a later page changes places with the one on the
 * first page who has been silent for longest; all others stay where they are.
 */
export function nextOrder(before: readonly ParticipantId[], now: GridNow): ParticipantId[] {
  const present = new Set(now.present);
  const known = new Set(before);
  const coming = now.present.filter((id) => !known.has(id));
  const places = before.map((id) => (present.has(id) ? id : (coming.shift() ?? null)));
  const order =
    before.length > now.perPage ? withHolesFilled(places) : places.filter((id) => id !== null);
  order.push(...coming);
  for (const id of now.forward) bringForward(order, id, now);
  return order;
}

function withHolesFilled(places: readonly (ParticipantId | null)[]): ParticipantId[] {
  const left = places.filter((id) => id !== null);
  const filled: ParticipantId[] = [];
  for (let place = 0; filled.length + left.length > place; place += 1) {
    const own = places[place] ?? null;
    const id = own === null ? left.pop() : left.shift();
    if (id === undefined) break;
    filled.push(id);
  }
  return filled;
}

function bringForward(
  order: ParticipantId[],
  id: ParticipantId,
  { perPage, forward, spoke, stays }: GridNow,
): void {
  const from = order.indexOf(id);
  if (from < perPage) return;
  const silentFor = (other: ParticipantId): number => {
    const place = spoke.indexOf(other);
    return place === -1 ? spoke.length : place;
  };
  const place = order
    .slice(0, perPage)
    .map((other, index) => ({ other, index }))
    .filter(({ other }) => !stays(other) && !forward.includes(other))
    .sort((a, b) => silentFor(b.other) - silentFor(a.other) || b.index - a.index)[0];
  if (!place) return;
  order[from] = place.other;
  order[place.index] = id;
}
