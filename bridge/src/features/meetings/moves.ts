import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { ConferenceEvent } from './conference-event.ts';
import type { Meeting } from './meeting.ts';
import type { Occupant, OccupantRepository } from './occupant-repository.ts';
import { leaseMs } from './seat.ts';
import type { SeatRepository } from './seat-repository.ts';

export interface MovingDeps {
  occupants: Pick<OccupantRepository, 'take' | 'presentAmong' | 'allLeft'>;
  seats: Pick<SeatRepository, 'confirm' | 'keep'>;
  clock: Clock;
}

export type ByRoom = ReadonlyMap<string, Meeting>;

/** Somebody came or went. */
export interface Move {
  meeting: Meeting;
  occupant: Occupant;
}

/** What events of joins and leaves say of meetings of ours. */
export const movesOf = (
  source: string,
  events: readonly ConferenceEvent[],
  ofRooms: ByRoom,
): Move[] =>
  events.flatMap((event) => {
    const meeting = ofRooms.get(event.room);
    return meeting && event.occupant
      ? [{ meeting, occupant: occupantOf(source, meeting, event) }]
      : [];
  });

/** As an event says; it has an occupant. */
export function occupantOf(source: string, meeting: Meeting, event: ConferenceEvent): Occupant {
  const joined = event.type === 'occupant-joined';
  return {
    source,
    jid: event.occupant?.jid ?? '',
    meetingId: meeting.id,
    personId: event.occupant?.userId ?? '',
    occupantId: event.occupant?.id ?? '',
    joinedAt: joined ? event.at : null,
    leftAt: joined ? null : event.at,
    leaveReason: joined ? null : (event.reason ?? null),
  };
}

/** Notes who is in and who is not any more, and what that is for their seats; answers which meetings somebody is in. */
export async function takeMoves(
  deps: MovingDeps,
  trx: Database,
  moves: readonly Move[],
): Promise<Meeting[]> {
  if (moves.length === 0) return [];
  const occupants = moves.map(({ occupant }) => occupant);
  const came = Map.groupBy(await deps.occupants.take(occupants, trx), (one) => one.meetingId);
  const inside: Meeting[] = [];
  for (const [id, some] of Map.groupBy(moves, ({ meeting }) => meeting.id)) {
    const personIds = [...new Set(some.map(({ occupant }) => occupant.personId))];
    const present = await deps.occupants.presentAmong(id, personIds, trx);
    // Who came and went within one batch has arrived, too.
    const arrived = new Set([...(came.get(id) ?? []).map((one) => one.personId), ...present]);
    const away = personIds.filter((personId) => !present.has(personId));
    const now = deps.clock.now();
    await deps.seats.confirm(id, { personIds: [...arrived], now }, trx);
    await deps.seats.keep(id, { personIds: away, leaseExpiresAt: now + leaseMs }, trx);
    if (present.size > 0) inside.push(...some.slice(0, 1).map(({ meeting }) => meeting));
  }
  return inside;
}

/** The room is gone, and so is whoever was in it. */
export async function releaseAll(
  { occupants, seats, clock }: MovingDeps,
  trx: Database,
  { meeting, event }: { meeting: Meeting; event: ConferenceEvent },
): Promise<void> {
  const left = { now: event.at, reason: event.reason ?? 'room-destroyed' };
  const gone = await occupants.allLeft(meeting.id, left, trx);
  const kept = { personIds: [...gone], leaseExpiresAt: clock.now() + leaseMs };
  await seats.keep(meeting.id, kept, trx);
}
