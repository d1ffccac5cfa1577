/** How long a seat is kept for somebody who holds a token but is not in the room (yet, or any more). */
export const leaseMs = 60_000;

export interface Seat {
  id: string;
  meetingId: string;
  personId: string;
  role: 'host' | 'member';
  /** Null while the person is in the room. */
  leaseExpiresAt: number | null;
  takenAt: number;
}
