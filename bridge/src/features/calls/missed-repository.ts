import type { Database } from '../../kernel/database.ts';
import type { Invitee } from './call.ts';
import { fromInviteeRow, type InviteeRow } from './rows.ts';

export type MissedRepository = ReturnType<typeof createMissedRepository>;

/** Missed calls in the database: invitees whose `missed_at` is set. */
export function createMissedRepository(db: Database) {
  const missed = (personId: string) =>
    db<InviteeRow>('call_invitees').where({ person_id: personId });
  return {
    /** The latest first, 200 at most. */
    since: async (personId: string, since: number): Promise<Invitee[]> => {
      const rows = await missed(personId)
        .andWhere('missed_at', '>', since)
        .orderBy('missed_at', 'desc')
        .limit(200);
      return rows.map(fromInviteeRow);
    },
    /** Those that were missed after one moment, up to another, and not looked at yet; the earliest first. */
    between: async (
      { after, until }: { after: number; until: number },
      limit: number,
    ): Promise<Invitee[]> => {
      const rows = await db<InviteeRow>('call_invitees')
        .where('missed_at', '>', after)
        .andWhere('missed_at', '<=', until)
        .whereNull('seen_at')
        .orderBy(['missed_at', 'id'])
        .limit(limit);
      return rows.map(fromInviteeRow);
    },
    markSeen: async (personId: string, now: number): Promise<void> => {
      await missed(personId)
        .whereNull('seen_at')
        .whereNotNull('missed_at')
        .update({ seen_at: now });
    },
  };
}
