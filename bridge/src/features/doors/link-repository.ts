import type { Database } from '../../kernel/database.ts';
import type { Link } from './link.ts';

interface LinkRow {
  id: string;
  series_id: string;
  guest_name: string | null;
  role: 'host' | 'member';
  expires_at: number | null;
  uses: number | null;
  used: number;
  rotations: number;
  created_at: number;
  revoked_at: number | null;
}

interface TokenRow {
  digest: string;
  link_id: string;
  retired_at: number | null;
}

/** A link as found by one of its addresses; `isRetired`: by a former one. */
export interface FoundLink {
  link: Link;
  isRetired: boolean;
}

export type LinkRepository = ReturnType<typeof createLinkRepository>;

/** Invitation links in the database; their addresses as digests. */
export function createLinkRepository(db: Database) {
  const table = () => db<LinkRow>('meeting_links');
  const tokens = () => db<TokenRow>('meeting_link_tokens');

  const find = async (id: string): Promise<Link | null> => {
    const row = await table().where({ id }).first();
    return row ? fromRow(row) : null;
  };

  return {
    find,
    add: (link: Link, digest: string): Promise<void> =>
      db.transaction(async (trx) => {
        await trx<LinkRow>('meeting_links').insert(toRow(link));
        await trx<TokenRow>('meeting_link_tokens').insert({
          digest,
          link_id: link.id,
          retired_at: null,
        });
      }),
    findByToken: async (digest: string): Promise<FoundLink | null> => {
      const token = await tokens().where({ digest }).first();
      const link = token ? await find(token.link_id) : null;
      return token && link ? { link, isRetired: token.retired_at !== null } : null;
    },
    ofSeries: async (seriesId: string): Promise<Link[]> =>
      (await table().where({ series_id: seriesId }).orderBy('created_at', 'desc')).map(fromRow),
    /** Counts one use; false when it has none left, has expired or was revoked in this moment. */
    use: async (id: string, now: number): Promise<boolean> => {
      const changed = await table()
        .where({ id })
        .whereNull('revoked_at')
        .andWhere((open) => open.whereNull('expires_at').orWhere('expires_at', '>', now))
        .andWhere((left) => left.whereNull('uses').orWhereRaw('used < uses'))
        .increment('used', 1);
      return changed === 1;
    },
    revoke: async (id: string, now: number): Promise<void> => {
      await table().where({ id, revoked_at: null }).update({ revoked_at: now });
    },
    /** Gives the link a new address; the former ones lead nowhere from now on. */
    rotate: (id: string, digest: string, now: number): Promise<void> =>
      db.transaction(async (trx) => {
        await trx<LinkRow>('meeting_links').where({ id }).increment('rotations', 1);
        await trx<TokenRow>('meeting_link_tokens')
          .where({ link_id: id, retired_at: null })
          .update({ retired_at: now });
        await trx<TokenRow>('meeting_link_tokens').insert({
          digest,
          link_id: id,
          retired_at: null,
        });
      }),
  };
}

function toRow(link: Link): LinkRow {
  return {
    id: link.id,
    series_id: link.seriesId,
    guest_name: link.guestName,
    role: link.role,
    expires_at: link.expiresAt,
    uses: link.uses,
    used: link.used,
    rotations: link.rotations,
    created_at: link.createdAt,
    revoked_at: link.revokedAt,
  };
}

function fromRow(row: LinkRow): Link {
  return {
    id: row.id,
    seriesId: row.series_id,
    guestName: row.guest_name,
    role: row.role,
    expiresAt: row.expires_at,
    uses: row.uses,
    used: row.used,
    rotations: row.rotations,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
