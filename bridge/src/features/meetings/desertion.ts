import type { Clock } from '../../kernel/clock.ts';
import type { OccupantRepository } from './occupant-repository.ts';
import { leaseMs } from './seat.ts';
import type { SeatRepository } from './seat-repository.ts';

interface DesertionDeps {
  occupants: Pick<OccupantRepository, 'presentIdsOf' | 'everIn'>;
  seats: Pick<SeatRepository, 'ofMeeting'>;
  clock: Clock;
}

/** Who went without a word is perhaps only reloading: for so long nobody is said to have gone (milliseconds). */
export const reloadMs = 8_000;

/**
 * Which of these meetings nobody is in, comes to, or has left a moment ago without saying so; of each who has
 * had a seat there.
 */
export function createDesertion({ occupants, seats, clock }: DesertionDeps) {
  const comes = async (meetingId: string): Promise<{ coming: boolean; seated: Set<string> }> => {
    const now = clock.now();
    const held = await seats.ofMeeting(meetingId);
    const seated = new Set(held.map(({ personId }) => personId));
    const kept = held.filter(({ leaseExpiresAt }) => (leaseExpiresAt ?? Infinity) > now);
    if (
      kept.some(({ leaseExpiresAt }) => (leaseExpiresAt ?? Infinity) > now + leaseMs - reloadMs)
    ) {
      return { coming: true, seated };
    }
    const were = kept.length > 0 ? await occupants.everIn(meetingId) : new Set<string>();
    return { coming: kept.some(({ personId }) => !were.has(personId)), seated };
  };
  return async (meetingIds: readonly string[]): Promise<Map<string, ReadonlySet<string>>> => {
    const deserted = new Map<string, ReadonlySet<string>>();
    for (const [meetingId, present] of await occupants.presentIdsOf([...meetingIds])) {
      if (present.size > 0) continue;
      const { coming, seated } = await comes(meetingId);
      if (!coming) deserted.set(meetingId, seated);
    }
    return deserted;
  };
}
