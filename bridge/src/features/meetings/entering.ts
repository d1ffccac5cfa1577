import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Entry } from './contract.ts';
import type { Meeting } from './meeting.ts';
import type { OccupantRepository } from './occupant-repository.ts';
import type { ConferenceAddress, CourseReader, PersonReader, RoomTokens } from './ports.ts';
import type { MeetingRepository } from './repository.ts';
import type { SeatRepository } from './seat-repository.ts';
import { leaseMs, type Seat } from './seat.ts';
import { createStandings } from './standings.ts';

export interface EnteringParts {
  meetings: MeetingRepository;
  seats: SeatRepository;
  occupants: OccupantRepository;
  courses: CourseReader;
  people: PersonReader;
  tokens: RoomTokens;
  address: ConferenceAddress;
  clock: Clock;
}

export type Entering = ReturnType<typeof createEntering>;

/** The one way into a room: standing → open → seat → token. */
export function createEntering(parts: EnteringParts) {
  const standings = createStandings(parts);
  return {
    /** Takes a seat and signs the token. @throws Failure meeting/not-found, /not-allowed, /not-open, /ended, /full */
    enter: async (meetingId: string, personId: string): Promise<Entry> => {
      const meeting = await parts.meetings.find(meetingId);
      if (!meeting) throw new Failure('meeting/not-found');
      const role = await standings.require(meeting, personId);
      if (meeting.state === 'ended') throw new Failure('meeting/ended');
      if (meeting.state !== 'open') throw new Failure('meeting/not-open');
      const seat = await takeSeat(parts, meeting, { personId, role });
      return entryFor(parts, meeting, seat);
    },

    /** Frees a seat whose token was not used. In the room, the conference server's leave event does it. */
    leave: async (meetingId: string, personId: string): Promise<void> => {
      if (await parts.occupants.isPresent(meetingId, personId)) return;
      await parts.seats.release(meetingId, personId, parts.clock.now());
    },
  };
}

async function takeSeat(
  { seats, clock }: EnteringParts,
  meeting: Meeting,
  who: { personId: string; role: 'host' | 'member' },
): Promise<Seat> {
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

async function entryFor(parts: EnteringParts, meeting: Meeting, seat: Seat): Promise<Entry> {
  const person = await parts.people.find(seat.personId);
  if (!person) throw new Failure('person/not-found');
  const token = await parts.tokens.sign({
    room: meeting.room,
    person: { id: person.id, name: person.displayName },
    moderator: seat.role === 'host',
  });
  return {
    seat: { id: seat.id, leaseExpiresAt: seat.leaseExpiresAt ?? token.expiresAt },
    role: seat.role,
    conference: {
      ...parts.address,
      room: meeting.room,
      jwt: token.jwt,
      jwtExpiresAt: token.expiresAt,
      displayName: person.displayName,
    },
  };
}
