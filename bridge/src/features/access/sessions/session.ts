import type { Where } from './place.ts';
import type { Presented } from './secrets.ts';

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

/** Why a session ended before its time, where it was not its owner: an old refresh secret turned up. */
export type EndReason = 'reused';

/** A signed-in browser tab (or frame). Secrets are kept as digests only. */
export interface Session extends Where {
  id: string;
  kind: SessionKind;
  /** The person's id, or the guest's. */
  personId: string;
  courseId: string | null;
  meetingId: string | null;
  accessDigest: string;
  accessExpiresAt: number;
  /** Of what all refresh secrets of the session have in common; null until it was renewed once. */
  familyDigest: string | null;
  /** What the next refresh secret is made with, together with the present one; null until it was renewed once. */
  seed: string | null;
  refreshDigest: string;
  previousRefreshDigest: string | null;
  rotatedAt: number;
  createdAt: number;
  expiresAt: number;
  endedAt: number | null;
  endReason: EndReason | null;
  /** The portal whose launch opened it; null for all other ways in. */
  portalId: string | null;
}

/** What a one-time ticket stands for. */
export interface TicketGrant {
  kind: SessionKind;
  personId: string;
  courseId: string | null;
  meetingId: string | null;
  /** The browser that the ticket was asked for in, where it is known. */
  browserId?: string | null;
  /** The portal whose launch it is, where it is one. */
  portalId?: string | null;
}

export type RefreshOutcome = 'current' | 'repeat' | 'reused' | 'ended' | 'expired' | 'unknown';

/**
 * What a refresh secret is worth. `repeat` is the former secret within the grace (the answer got lost, or two tabs came at
 * once); `reused` is the former one later on, or any older one: somebody holds a copy, so the session is to be ended.
 */
export function checkRefresh(session: Session, presented: Presented, now: number): RefreshOutcome {
  if (session.endedAt !== null) return session.endReason === 'reused' ? 'reused' : 'ended';
  if (session.expiresAt <= now) return 'expired';
  if (session.refreshDigest === presented.digest) return 'current';
  const isGrace = now - session.rotatedAt <= lifetimes.refreshGrace;
  if (session.previousRefreshDigest === presented.digest) return isGrace ? 'repeat' : 'reused';
  const isOfFamily = presented.familyDigest !== null;
  return isOfFamily && session.familyDigest === presented.familyDigest ? 'reused' : 'unknown';
}
