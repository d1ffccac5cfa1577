import type { Place } from './place.ts';

/** How long things last, in milliseconds. */
export const lifetimes = {
  access: 10 * 60_000,
  session: 12 * 3_600_000,
  ticket: 60_000,
  /** A lost answer to a refresh may be asked for again with the former secret within this time. */
  refreshGrace: 30_000,
} as const;

/** Whose session it is: a person of the campus, or a guest of one series of meetings. */
export type SessionKind = 'person' | 'guest';

/** A signed-in browser tab (or frame). Secrets are kept as digests only. */
export interface Session extends Place {
  id: string;
  kind: SessionKind;
  /** The person's id, or the guest's. */
  personId: string;
  courseId: string | null;
  meetingId: string | null;
  accessDigest: string;
  accessExpiresAt: number;
  refreshDigest: string;
  previousRefreshDigest: string | null;
  rotatedAt: number;
  createdAt: number;
  expiresAt: number;
  endedAt: number | null;
}

/** What a one-time ticket stands for. */
export interface TicketGrant {
  kind: SessionKind;
  personId: string;
  courseId: string | null;
  meetingId: string | null;
}

export type RefreshVerdict = 'current' | 'repeat' | 'reused' | 'ended' | 'expired' | 'unknown';

/**
 * Judges a refresh secret by its digest. `repeat` is the former secret within the grace (the answer got
 * lost); `reused` is the former secret later on: somebody holds a copy, so the session is to be ended.
 */
export function judgeRefresh(session: Session, presented: string, now: number): RefreshVerdict {
  if (session.endedAt !== null) return 'ended';
  if (session.expiresAt <= now) return 'expired';
  if (session.refreshDigest === presented) return 'current';
  if (session.previousRefreshDigest !== presented) return 'unknown';
  return now - session.rotatedAt <= lifetimes.refreshGrace ? 'repeat' : 'reused';
}
