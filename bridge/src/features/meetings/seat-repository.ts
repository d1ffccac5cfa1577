import type { Database } from '../../kernel/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { Seat } from './seat.ts';

interface SeatRow {
  id: string;
  meeting_id: string;
  person_id: string;
  role: 'host' | 'member';
  lease_expires_at: number | null;
  taken_at: number;
}

export interface SeatRequest {
  meetingId: string;
  personId: string;
  role: 'host' | 'member';
  capacity: number;
  now: number;
  leaseExpiresAt: number;
}

export type SeatRepository = ReturnType<typeof createSeatRepository>;

/** Seats in the database: the count that capacity is measured by. */
export function createSeatRepository(db: Database) {
  const held = (query: Database, meetingId: string, now: number) =>
    query<SeatRow>('seats')
      .where({ meeting_id: meetingId })
      .andWhere((free) => free.whereNull('lease_expires_at').orWhere('lease_expires_at', '>', now));

  return {
    /** Takes or renews the person's seat; null when all are held by others. Safe against two at once. */
    take: (request: SeatRequest): Promise<Seat | null> =>
      db.transaction(async (trx) => {
        // Writing the meeting's row first makes concurrent takers wait for each other on every database.
        await trx('meetings').where({ id: request.meetingId }).increment('seat_changes', 1);
        const mine = await trx<SeatRow>('seats')
          .where({ meeting_id: request.meetingId, person_id: request.personId })
          .first();
        const others = await held(trx, request.meetingId, request.now)
          .andWhereNot({ person_id: request.personId })
          .count({ n: '*' })
          .first();
        if (Number(others?.['n'] ?? 0) >= request.capacity) return null;
        return mine ? renew(trx, mine, request) : insert(trx, request);
      }),
    /** The person is in the room: the seat, while it is still theirs, is held without a lease. */
    confirm: async (meetingId: string, personId: string, now: number): Promise<void> => {
      await held(db, meetingId, now)
        .andWhere({ person_id: personId })
        .update({ lease_expires_at: null });
    },
    /** False where the seat was let go, or never taken. */
    isHeld: async (meetingId: string, personId: string, now: number): Promise<boolean> =>
      (await held(db, meetingId, now).andWhere({ person_id: personId }).first()) !== undefined,
    /** The person is out of the room: the seat is kept until `leaseExpiresAt`, for a reload or a broken line. */
    keep: async (meetingId: string, personId: string, leaseExpiresAt: number): Promise<void> => {
      // Who said that they leave gave it up already.
      await db<SeatRow>('seats')
        .where({ meeting_id: meetingId, person_id: personId, lease_expires_at: null })
        .update({ lease_expires_at: leaseExpiresAt });
    },
    /** The person says that they leave: the seat is free. */
    release: async (meetingId: string, personId: string, now: number): Promise<void> => {
      await db<SeatRow>('seats')
        .where({ meeting_id: meetingId, person_id: personId })
        .update({ lease_expires_at: now });
    },
    /** Whose seats a meeting has or had, with the moment to which each is kept; null: taken by who is in. */
    ofMeeting: async (meetingId: string): Promise<Pick<Seat, 'personId' | 'leaseExpiresAt'>[]> =>
      (await db<SeatRow>('seats').where({ meeting_id: meetingId })).map(fromRow),
    countHeld: async (meetingId: string, now: number): Promise<number> => {
      const row = await held(db, meetingId, now).count({ n: '*' }).first();
      return Number(row?.['n'] ?? 0);
    },
  };
}

async function insert(trx: Database, request: SeatRequest): Promise<Seat> {
  const row: SeatRow = {
    id: newId(),
    meeting_id: request.meetingId,
    person_id: request.personId,
    role: request.role,
    lease_expires_at: request.leaseExpiresAt,
    taken_at: request.now,
  };
  await trx<SeatRow>('seats').insert(row);
  return fromRow(row);
}

async function renew(trx: Database, row: SeatRow, request: SeatRequest): Promise<Seat> {
  // Somebody who is in the room already (a second tab) keeps a seat that no lease can end.
  const leaseExpiresAt = row.lease_expires_at === null ? null : request.leaseExpiresAt;
  const changes = { role: request.role, lease_expires_at: leaseExpiresAt };
  await trx<SeatRow>('seats').where({ id: row.id }).update(changes);
  return fromRow({ ...row, ...changes });
}

function fromRow(row: SeatRow): Seat {
  return {
    id: row.id,
    meetingId: row.meeting_id,
    personId: row.person_id,
    role: row.role,
    leaseExpiresAt: row.lease_expires_at,
    takenAt: row.taken_at,
  };
}
