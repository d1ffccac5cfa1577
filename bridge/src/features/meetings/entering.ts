import { inGroups } from '../../kernel/batches.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Arrival, Entry } from './contract.ts';
import type { Meeting } from './meeting.ts';
import type { ConferenceAddress, AdmissionService, Passage, RoomTokens } from './ports.ts';
import type { MeetingRepository } from './repository.ts';
import type { SeatRepository } from './seat-repository.ts';
import type { TakenSeat } from './seat-taking-repository.ts';
import { leaseMs } from './seat.ts';
import type { Queued } from './entry-queue/contract.ts';
import type { EntryQueue } from './entry-queue/index.ts';

/** When a videobridge has room again is not known: after so many seconds it may be asked again. */
const fleetRetrySeconds = 15;

export interface EnteringDeps {
  meetings: MeetingRepository;
  seats: SeatRepository;
  admissionService: AdmissionService;
  queue: Pick<EntryQueue, 'enter' | 'leave'>;
  tokens: RoomTokens;
  /** From how many people on newcomers start muted, and with the camera off. */
  quietFrom: { microphone: number; camera: number };
  address: ConferenceAddress;
  clock: Clock;
}

type Entered = Extract<Passage, { outcome: 'entered' }>;

export type Entering = ReturnType<typeof createEntering>;

/** The one way into a room, whatever the admission method: policy → lobby or seat → token. */
export function createEntering(deps: EnteringDeps) {
  return {
    /**
     * Takes a seat and signs the token, or takes a place in the lobby.
     * @throws Failure meeting/…, door/…, link/…, lobby/refused
     */
    enter: inGroups(async (meetingId: string, participantId: string): Promise<Arrival> => {
      const meeting = await deps.meetings.find(meetingId);
      if (!meeting) throw new Failure('meeting/not-found');
      const passage = await deps.admissionService.pass(meeting, participantId);
      if (passage.outcome === 'waiting') return passage;
      const seat = await takeSeat(deps, meeting, {
        personId: participantId,
        role: passage.role,
      });
      const who = passage.participant;
      const queued = await takeTurn(deps, { meeting, seat, who });
      if (queued) return { outcome: 'queued', ...queued };
      return { outcome: 'entered', ...(await entryFor(deps, { meeting, seat, who })) };
    }),

    /** Frees the seat; whoever stays in the room all the same takes it anew (enforcement.ts). */
    leave: async (meetingId: string, personId: string): Promise<void> => {
      await deps.admissionService.stopWaiting(meetingId, personId);
      await deps.queue.leave(meetingId, personId);
      await deps.seats.release(meetingId, personId, deps.clock.now());
    },
  };
}

async function takeSeat(
  { seats, clock }: EnteringDeps,
  meeting: Meeting,
  who: { personId: string; role: 'host' | 'member' },
): Promise<TakenSeat> {
  const now = clock.now();
  const seat = await seats.take({
    ...who,
    meetingId: meeting.id,
    capacity: meeting.capacity,
    now,
    leaseExpiresAt: now + leaseMs,
  });
  if (!seat) throw new Failure('meeting/full', { retryAfter: leaseMs / 1000 });
  return seat;
}

/**
 * Goes in at once, or waits until the conference server takes one more; null: goes in.
 * @throws Failure fleet/full
 */
async function takeTurn(
  { queue, seats, clock }: EnteringDeps,
  { meeting, seat, who }: Seated,
): Promise<Queued | null> {
  // In the room already: another tab, or the next token.
  if (seat.leaseExpiresAt === null) return null;
  const turn = await queue.enter({
    meetingId: meeting.id,
    room: meeting.room,
    participantId: who.id,
    isHost: seat.role === 'host',
  });
  if (turn === 'in') return null;
  if (turn !== 'fleet-full') return turn;
  await seats.release(meeting.id, who.id, clock.now());
  throw new Failure('fleet/full', { retryAfter: fleetRetrySeconds });
}

/** Where many are, whoever comes in is heard and seen when they want to be, and not at once. */
function startsOf({ quietFrom }: EnteringDeps, { role, held }: TakenSeat): Entry['starts'] {
  if (role === 'host') return { microphone: true, camera: true };
  return { microphone: held < quietFrom.microphone, camera: held < quietFrom.camera };
}

interface Seated {
  meeting: Meeting;
  seat: TakenSeat;
  who: Entered['participant'];
}

async function entryFor(deps: EnteringDeps, { meeting, seat, who }: Seated): Promise<Entry> {
  const token = await deps.tokens.sign({
    room: meeting.room,
    person: { id: who.id, name: who.displayName, guest: who.kind === 'guest' },
    moderator: seat.role === 'host',
  });
  return {
    starts: startsOf(deps, seat),
    seat: { id: seat.id, leaseExpiresAt: seat.leaseExpiresAt ?? token.expiresAt },
    role: seat.role,
    conference: {
      ...deps.address,
      room: meeting.room,
      jwt: token.jwt,
      jwtExpiresAt: token.expiresAt,
      displayName: who.displayName,
    },
  };
}
