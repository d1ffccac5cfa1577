import type { EndReason, Session, SessionKind } from './session.ts';

export interface SessionRow {
  id: string;
  kind: SessionKind;
  person_id: string;
  course_id: string | null;
  meeting_id: string | null;
  access_digest: string;
  access_expires_at: number;
  family_digest: string | null;
  seed: string | null;
  refresh_digest: string;
  previous_refresh_digest: string | null;
  rotated_at: number;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
  end_reason: EndReason | null;
  browser: string | null;
  system: string | null;
  browser_id: string | null;
  /** The portal whose launch opened it, or the session that it goes on from. */
  portal_id: string | null;
}

export interface TicketRow {
  digest: string;
  kind: SessionKind;
  person_id: string;
  course_id: string | null;
  meeting_id: string | null;
  browser_id: string | null;
  portal_id: string | null;
  expires_at: number;
  used_at: number | null;
}

/** All columns: it serves for a new session as for one that changed. Tokens are digests already. */
export function toRow(session: Session): SessionRow {
  return {
    id: session.id,
    kind: session.kind,
    person_id: session.personId,
    course_id: session.courseId,
    meeting_id: session.meetingId,
    access_digest: session.accessDigest,
    access_expires_at: session.accessExpiresAt,
    family_digest: session.familyDigest,
    seed: session.seed,
    refresh_digest: session.refreshDigest,
    previous_refresh_digest: session.previousRefreshDigest,
    rotated_at: session.rotatedAt,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    ended_at: session.endedAt,
    end_reason: session.endReason,
    browser: session.browser,
    system: session.system,
    browser_id: session.browserId,
    portal_id: session.portalId,
  };
}

/** A session as it was stored, ended and expired ones too: whoever reads it decides whether it still holds. */
export function fromRow(row: SessionRow): Session {
  return {
    id: row.id,
    kind: row.kind,
    personId: row.person_id,
    courseId: row.course_id,
    meetingId: row.meeting_id,
    accessDigest: row.access_digest,
    accessExpiresAt: row.access_expires_at,
    familyDigest: row.family_digest,
    seed: row.seed,
    refreshDigest: row.refresh_digest,
    previousRefreshDigest: row.previous_refresh_digest,
    rotatedAt: row.rotated_at,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    browser: row.browser,
    system: row.system,
    browserId: row.browser_id,
    portalId: row.portal_id,
  };
}
