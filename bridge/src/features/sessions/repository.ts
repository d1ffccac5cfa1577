import type { Database } from '../../kernel/database.ts';
import type { Session, SessionKind, TicketGrant } from './session.ts';

interface SessionRow {
  id: string;
  kind: SessionKind;
  person_id: string;
  course_id: string | null;
  meeting_id: string | null;
  access_digest: string;
  access_expires_at: number;
  refresh_digest: string;
  previous_refresh_digest: string | null;
  rotated_at: number;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
  browser: string | null;
  system: string | null;
}

interface TicketRow {
  digest: string;
  kind: SessionKind;
  person_id: string;
  course_id: string | null;
  meeting_id: string | null;
  expires_at: number;
  used_at: number | null;
}

export type SessionRepository = ReturnType<typeof createSessionRepository>;

/** Sessions and tickets in the database. */
export function createSessionRepository(db: Database) {
  const sessions = () => db<SessionRow>('sessions');
  const tickets = () => db<TicketRow>('session_tickets');

  return {
    addTicket: async (digest: string, grant: TicketGrant, expiresAt: number): Promise<void> => {
      await tickets().insert({
        digest,
        kind: grant.kind,
        person_id: grant.personId,
        course_id: grant.courseId,
        meeting_id: grant.meetingId,
        expires_at: expiresAt,
        used_at: null,
      });
    },
    /** Takes a ticket once: of two at the same moment only one gets the grant. */
    takeTicket: async (digest: string, now: number): Promise<TicketGrant | null> => {
      const taken = await tickets()
        .where({ digest, used_at: null })
        .andWhere('expires_at', '>', now)
        .update({ used_at: now });
      if (taken !== 1) return null;
      const row = await tickets().where({ digest }).first();
      return row
        ? {
            kind: row.kind,
            personId: row.person_id,
            courseId: row.course_id,
            meetingId: row.meeting_id,
          }
        : null;
    },
    add: async (session: Session): Promise<void> => {
      await sessions().insert(toRow(session));
    },
    find: async (id: string): Promise<Session | null> => {
      const row = await sessions().where({ id }).first();
      return row ? fromRow(row) : null;
    },
    findByAccess: async (accessDigest: string): Promise<Session | null> => {
      const row = await sessions().where({ access_digest: accessDigest }).first();
      return row ? fromRow(row) : null;
    },
    /** Replaces the secrets; true only if nobody else rotated since `before` was read. */
    rotate: async (before: Session, after: Session): Promise<boolean> => {
      const changed = await sessions()
        .where({ id: before.id, refresh_digest: before.refreshDigest, ended_at: null })
        .update(toRow(after));
      return changed === 1;
    },
    /** A person's sessions that go on, the one seen last first. */
    openOf: async (personId: string, now: number): Promise<Session[]> => {
      const rows = sessions()
        .where({ person_id: personId, kind: 'person', ended_at: null })
        .andWhere('expires_at', '>', now)
        .orderBy('rotated_at', 'desc')
        .limit(100);
      return (await rows).map(fromRow);
    },
    /** True while one of somebody's sessions was not ended; one that ran out in a meeting is no reason to go. */
    goesOn: async (personId: string): Promise<boolean> =>
      (await sessions().where({ person_id: personId, ended_at: null }).first()) !== undefined,
    /** Ends a session of this owner; false when it is none of theirs. */
    endOf: async (
      owner: { kind: SessionKind; personId: string },
      { id, now }: { id: string; now: number },
    ): Promise<boolean> => {
      const own = { id, kind: owner.kind, person_id: owner.personId };
      return (await sessions().where(own).update({ ended_at: now })) === 1;
    },
    end: async (id: string, now: number): Promise<void> => {
      await sessions().where({ id, ended_at: null }).update({ ended_at: now });
    },
    /** Ends every session of a person; answers their ids. */
    endAllOf: async (personId: string, now: number): Promise<string[]> => {
      const open = await sessions().where({ person_id: personId, ended_at: null }).select('id');
      await sessions().where({ person_id: personId, ended_at: null }).update({ ended_at: now });
      return open.map((row) => row.id);
    },
    /** Ends every session of a person but one, in the caller's transaction if any; answers their ids. */
    endOthers: async (
      { personId, but, now }: { personId: string; but: string; now: number },
      trx: Database = db,
    ): Promise<string[]> => {
      const others = () =>
        trx<SessionRow>('sessions')
          .where({ person_id: personId, kind: 'person', ended_at: null })
          .whereNot({ id: but });
      const open = await others().select('id');
      await others().update({ ended_at: now });
      return open.map((row) => row.id);
    },
  };
}

function toRow(session: Session): SessionRow {
  return {
    id: session.id,
    kind: session.kind,
    person_id: session.personId,
    course_id: session.courseId,
    meeting_id: session.meetingId,
    access_digest: session.accessDigest,
    access_expires_at: session.accessExpiresAt,
    refresh_digest: session.refreshDigest,
    previous_refresh_digest: session.previousRefreshDigest,
    rotated_at: session.rotatedAt,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    ended_at: session.endedAt,
    browser: session.browser,
    system: session.system,
  };
}

function fromRow(row: SessionRow): Session {
  return {
    id: row.id,
    kind: row.kind,
    personId: row.person_id,
    courseId: row.course_id,
    meetingId: row.meeting_id,
    accessDigest: row.access_digest,
    accessExpiresAt: row.access_expires_at,
    refreshDigest: row.refresh_digest,
    previousRefreshDigest: row.previous_refresh_digest,
    rotatedAt: row.rotated_at,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    browser: row.browser,
    system: row.system,
  };
}
