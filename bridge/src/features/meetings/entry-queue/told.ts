import type { Events } from '../../../kernel/events.ts';
import type { Queued } from './contract.ts';
import type { Entrant } from './repository.ts';

/** What was said to whom by this bridge last: nobody is told twice, and whoever waits hears of the own place only. */
export function createTold(events: Events) {
  let last = new Map<string, { one: Entrant; place: number }>();
  const keyOf = (one: Entrant) => `${one.meetingId} ${one.participantId}`;
  const placed = (one: Entrant, queued: Queued | null) => ({
    participantId: one.participantId,
    meetingId: one.meetingId,
    queued,
  });
  return {
    /** It is their turn, on whatever bridge they are. */
    turn: (people: readonly Entrant[]): void => {
      for (const one of people) last.delete(keyOf(one));
      events.emit('entry.moved', { here: false, places: people.map((one) => placed(one, null)) });
    },
    /** What those are told who are connected here; every bridge does so for its own. */
    places: (waiting: readonly Entrant[], places: ReadonlyMap<string, Queued>): void => {
      const now = new Map<string, { one: Entrant; place: number }>();
      const changed: ReturnType<typeof placed>[] = [];
      for (const one of waiting) {
        const queued = places.get(keyOf(one));
        if (!queued) continue;
        now.set(keyOf(one), { one, place: queued.place });
        if (last.get(keyOf(one))?.place !== queued.place) changed.push(placed(one, queued));
      }
      // Another bridge has let them in, or they went: whoever is here asks again, and learns which.
      for (const [key, { one }] of last) if (!now.has(key)) changed.push(placed(one, null));
      last = now;
      if (changed.length > 0) events.emit('entry.moved', { here: true, places: changed });
    },
  };
}
