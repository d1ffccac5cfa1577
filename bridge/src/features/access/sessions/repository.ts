import { createLookup } from '../../../kernel/batches.ts';
import type { Database } from '../../../kernel/database.ts';
import { fromRow, toRow, type SessionRow, type TicketRow } from './rows.ts';
import type { EndReason, Session, SessionKind, TicketGrant } from './session.ts';
import { inChunks } from '../../../kernel/sql.ts';

/** A session that does not go on, and why. */
interface Over {
  id: string;
  reason: EndReason | 'ended' | 'expired';
}

/** Where many requests come, sessions are looked up so far apart; milliseconds. */
const lookupsApartMs = 10;

export type SessionRepository = ReturnType<typeof createSessionRepository>;

/** Sessions and tickets in the database. */
export function createSessionRepository(db: Database) {
  const sessions = () => db<SessionRow>('sessions');
  const going = createLookup(async (personIds) => {
    const rows = await sessions()
      .whereIn('person_id', personIds)
      .where({ ended_at: null })
      .distinct('person_id');
    return new Map(rows.map((row) => [row.person_id, true]));
  });

  return {
    ...ticketRepository(db),
    ...browserRepository(db),
    add: async (session: Session): Promise<void> => {
      await sessions().insert(toRow(session));
    },
    find: async (id: string): Promise<Session | null> => {
      const row = await sessions().where({ id }).first();
      return row ? fromRow(row) : null;
    },
    /** Asked with every request: of requests at the same time as one. */
    findByAccess: createLookup(async (digests) => {
      const rows = await sessions().whereIn('access_digest', digests);
      return new Map(rows.map((row) => [row.access_digest, fromRow(row)]));
    }, lookupsApartMs),
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
    goesOn: async (personId: string): Promise<boolean> => (await going(personId)) !== null,
    end: async (ids: readonly string[], now: number, reason?: EndReason): Promise<void> => {
      await sessions()
        .whereIn('id', [...ids])
        .where({ ended_at: null })
        .update({ ended_at: now, end_reason: reason ?? null });
    },
    /** Which of these are over by now, and why. */
    overAmong: async (ids: readonly string[], now: number): Promise<Over[]> => {
      const rows = await inChunks(ids, (chunk) =>
        sessions().whereIn('id', chunk).select('id', 'ended_at', 'expires_at', 'end_reason'),
      );
      const going = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id): Over[] => {
        const row = going.get(id);
        if (!row || row.ended_at !== null) return [{ id, reason: row?.end_reason ?? 'ended' }];
        return row.expires_at <= now ? [{ id, reason: 'expired' }] : [];
      });
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

function ticketRepository(db: Database) {
  const tickets = () => db<TicketRow>('session_tickets');
  return {
    addTicket: async (digest: string, grant: TicketGrant, expiresAt: number): Promise<void> => {
      await tickets().insert({
        digest,
        kind: grant.kind,
        person_id: grant.personId,
        course_id: grant.courseId,
        meeting_id: grant.meetingId,
        browser_id: grant.browserId ?? null,
        portal_id: grant.portalId ?? null,
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
            browserId: row.browser_id,
            portalId: row.portal_id,
          }
        : null;
    },
  };
}

/** The sessions of one browser. */
function browserRepository(db: Database) {
  const sessions = () => db<SessionRow>('sessions');
  return {
    /** A session of this owner, and the others in the same browser that go on; none when it is not theirs. */
    besides: async (
      owner: { kind: SessionKind; personId: string },
      id: string,
    ): Promise<string[]> => {
      const own = { kind: owner.kind, person_id: owner.personId };
      const session = await sessions()
        .where({ ...own, id })
        .first();
      if (!session) return [];
      if (session.browser_id === null) return [id];
      const same = { ...own, browser_id: session.browser_id, ended_at: null };
      return [...new Set([id, ...(await sessions().where(same).pluck('id'))])];
    },
    /** Which of a browser's sessions are more than so many, those that were seen longest ago. */
    beyond: async (
      { personId, browserId }: { personId: string; browserId: string },
      most: number,
    ): Promise<string[]> => {
      const same = { person_id: personId, browser_id: browserId, ended_at: null };
      const ids = await sessions().where(same).orderBy('rotated_at', 'desc').pluck<string[]>('id');
      return ids.slice(most);
    },
  };
}
