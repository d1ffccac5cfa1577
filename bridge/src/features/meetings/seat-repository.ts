import { createBatches, createMemberLookup } from '../../kernel/batches.ts';
import type { Database } from '../../kernel/database.ts';
import { inChunks } from '../../kernel/sql.ts';
import { seatFromRow, type SeatRow } from './seat-rows.ts';
import { takeSeats, type SeatRequest, type TakenSeat } from './seat-taking-repository.ts';
import { leaseMs, type Seat } from './seat.ts';

/** Nobody has come since the way in was asked for. */
const isFirst = '(arrived_at is null or arrived_at < asked_at)';

export type SeatRepository = ReturnType<typeof createSeatRepository>;

/** Seats in the database: what capacity is measured by. */
export function createSeatRepository(db: Database) {
  const table = (trx: Database = db) => trx<SeatRow>('seats');
  const held = (meetingId: string, now: number, trx?: Database) =>
    table(trx)
      .where({ meeting_id: meetingId })
      .whereNotNull('number')
      .andWhere((kept) => kept.whereNull('lease_expires_at').orWhere('lease_expires_at', '>', now));
  const seatOf = createMemberLookup(async (meetingId, personIds) => {
    const rows = await table()
      .where({ meeting_id: meetingId })
      .whereIn('person_id', personIds)
      .select('person_id', 'number', 'lease_expires_at');
    return new Map(rows.map((row) => [row.person_id, row]));
  });

  return {
    /** Takes or renews the person's seat; null when all are held by others. Those who come at once do it together. */
    take: createBatches(async (requests: readonly SeatRequest[]): Promise<(TakenSeat | null)[]> => {
      const taken = new Map<SeatRequest, TakenSeat | null>();
      for (const some of Map.groupBy(requests, ({ meetingId }) => meetingId).values()) {
        const seats = await takeSeats(db, some);
        for (const [at, request] of some.entries()) taken.set(request, seats[at] ?? null);
      }
      return requests.map((request) => taken.get(request) ?? null);
    }),
    /** They are in the room: the seat, while it is still theirs, is held without a lease. */
    confirm: async (
      meetingId: string,
      { personIds, now }: { personIds: readonly string[]; now: number },
      trx?: Database,
    ): Promise<void> => {
      await inChunks(personIds, async (chunk) => {
        await held(meetingId, now, trx)
          .whereIn('person_id', chunk)
          .update({
            lease_expires_at: null,
            // In this order: MariaDB takes one after the other.
            waited_ms: db.raw(`case when ${isFirst} then ? - asked_at else waited_ms end`, [now]),
            arrived_at: db.raw(`case when ${isFirst} then ? else arrived_at end`, [now]),
          });
        return [];
      });
    },
    /** Who came into a room from a moment on and before another: how long each had waited, milliseconds. */
    waits: async (from: number, to: number): Promise<number[]> => {
      const rows = await table()
        .where('arrived_at', '>=', from)
        .andWhere('arrived_at', '<', to)
        .select('waited_ms');
      return rows.flatMap(({ waited_ms: waited }) => waited ?? []);
    },
    /** How many had asked for the way into a room, and by the end of the seat's lease, in this time, had not come. */
    missed: async (from: number, to: number): Promise<number> => {
      const row = await table()
        .where('asked_at', '>=', from - leaseMs)
        .andWhere('asked_at', '<', to)
        .andWhere('lease_expires_at', '>=', from)
        .andWhere('lease_expires_at', '<', to)
        .whereRaw(isFirst)
        .count({ n: '*' })
        .first();
      return Number(row?.['n'] ?? 0);
    },
    /** False where the seat was let go, or never taken; asked of many at once. */
    isHeld: async (meetingId: string, personId: string, now: number): Promise<boolean> => {
      const seat = await seatOf(meetingId, personId);
      return seat !== null && seat.number !== null && (seat.lease_expires_at ?? Infinity) > now;
    },
    /** They are out of the room: the seats are kept until `leaseExpiresAt`, for a reload or a broken line. */
    keep: async (
      meetingId: string,
      { personIds, leaseExpiresAt }: { personIds: readonly string[]; leaseExpiresAt: number },
      trx?: Database,
    ): Promise<void> => {
      await inChunks(personIds, async (chunk) => {
        // Who said that they leave gave it up already.
        await table(trx)
          .where({ meeting_id: meetingId, lease_expires_at: null })
          .whereIn('person_id', chunk)
          .update({ lease_expires_at: leaseExpiresAt });
        return [];
      });
    },
    /** The person says that they leave: the seat is free. */
    release: async (meetingId: string, personId: string, now: number): Promise<void> => {
      await table()
        .where({ meeting_id: meetingId, person_id: personId })
        .update({ number: null, lease_expires_at: now });
    },
    /** Whose seats a meeting has or had, with the moment to which each is kept; null: taken by who is in. */
    ofMeeting: async (meetingId: string): Promise<Pick<Seat, 'personId' | 'leaseExpiresAt'>[]> =>
      (await table().where({ meeting_id: meetingId })).map(seatFromRow),
    countHeld: async (meetingId: string, now: number): Promise<number> => {
      const row = await held(meetingId, now).count({ n: '*' }).first();
      return Number(row?.['n'] ?? 0);
    },
  };
}
