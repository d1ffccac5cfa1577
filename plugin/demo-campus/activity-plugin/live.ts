import { roomOf } from './roster.ts';
import type { MeetingActivity } from '../data/meeting-activities.ts';

/** How many are in, by room. */
type Rooms = ReadonlyMap<string, number>;

/** Milliseconds after which it is asked again; and for which a page may be marked by what is known. */
const freshMs = 5_000;
const knownMs = 90_000;

/** What is known of live meetings: asked once for all people, and never while a page is made. */
export function createLive(fetchRooms: () => Promise<unknown>, now: () => number) {
  let at = 0;
  let rooms: Rooms = new Map();
  return {
    /** How many are in an activity's meeting; null where none is live, as far as is known. */
    known: (activity: MeetingActivity): number | null =>
      now() - at < knownMs ? (rooms.get(roomOf(activity)) ?? null) : null,
    /** Asks anew, unless that was done just now. Where the bridge does not answer, nothing is live. */
    look: async (): Promise<void> => {
      if (now() - at < freshMs) return;
      at = now();
      rooms = await fetchRooms().then(presentIn, () => new Map<string, number>());
    },
  };
}

function presentIn(said: unknown): Rooms {
  const rooms = new Map<string, number>();
  for (const { room, present } of (said as { rooms: { room: string; present: number }[] }).rooms) {
    rooms.set(room, (rooms.get(room) ?? 0) + present);
  }
  return rooms;
}
