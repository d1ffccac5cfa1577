import type { Seat } from './seat.ts';

export interface SeatRow {
  id: string;
  meeting_id: string;
  person_id: string;
  role: 'host' | 'member';
  /** From 1 to the meeting's capacity, held by one; null: given back. */
  number: number | null;
  /** Null while the person is in the room. After it the number goes to whoever needs one. */
  lease_expires_at: number | null;
  taken_at: number;
  /** When the way into the room was last asked for. */
  asked_at: number | null;
  /** When its holder was in the room thereupon, and after how many milliseconds. */
  arrived_at: number | null;
  waited_ms: number | null;
}

/** Without the number: which of the seats it is matters to the database only. */
export function seatFromRow(row: SeatRow): Seat {
  return {
    id: row.id,
    meetingId: row.meeting_id,
    personId: row.person_id,
    role: row.role,
    leaseExpiresAt: row.lease_expires_at,
    takenAt: row.taken_at,
  };
}
