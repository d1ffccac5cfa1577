import type { Database } from '../../../kernel/database.ts';
import { digest } from '../../../kernel/ids.ts';
import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';
import { linkState, type Link } from './link.ts';

interface LinkRow {
  id: string;
  series_id: string;
  guest_name: string | null;
  role: 'host' | 'member';
  expires_at: number | null;
  uses: number | null;
  used: number;
  rotations: number;
  // SQLite and MariaDB answer booleans as 0 and 1.
  from_lms: boolean | number;
  created_at: number;
  revoked_at: number | null;
  kept_token?: string | null;
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

/** Where addresses are kept that go out again, with each change of the plan: of all others only a digest is. */
export const keptTokenColumn: SealedColumn = {
  table: 'meeting_links',
  column: 'kept_token',
  row: 'id',
};

/** Invitation links in the database; their addresses as digests, and sealed where they go out again. */
export function createLinkRepository(db: Database, sealing: Sealing) {
  const table = () => db<LinkRow>('meeting_links');
  const tokens = () => db<TokenRow>('meeting_link_tokens');

  const find = async (id: string): Promise<Link | null> => {
    const row = await table().where({ id }).first();
    return row ? fromRow(row) : null;
  };

  return {
    find,
    /** With `kept` the address can be told again. */
    add: (link: Link, token: string, kept: string | null = null): Promise<void> =>
      db.transaction(async (trx) => {
        const kept_token = kept === null ? null : sealing.seal(keptTokenColumn, link.id, kept);
        await trx<LinkRow>('meeting_links').insert({ ...toRow(link), kept_token });
        await trx<TokenRow>('meeting_link_tokens').insert({
          digest: digest(token),
          link_id: link.id,
          retired_at: null,
        });
      }),
    /** The address of a link that still lets in, where it was kept; null where it was not, or lets in no more. */
    keptToken: async (id: string, now: number, trx: Database = db): Promise<string | null> => {
      const row = await trx<LinkRow>('meeting_links').where({ id }).first();
      if (!row?.kept_token || linkState(fromRow(row), now) !== 'live') return null;
      return sealing.open(keptTokenColumn, id, row.kept_token);
    },
    findByToken: async (digest: string): Promise<FoundLink | null> => {
      const token = await tokens().where({ digest }).first();
      const link = token ? await find(token.link_id) : null;
      return token && link ? { link, isRetired: token.retired_at !== null } : null;
    },
    /** Those that hosts made. */
    ofSeries: async (seriesId: string): Promise<Link[]> =>
      (
        await table().where({ series_id: seriesId, from_lms: false }).orderBy('created_at', 'desc')
      ).map(fromRow),
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
    rotate: (id: string, token: string, now: number): Promise<void> =>
      db.transaction(async (trx) => {
        await trx<LinkRow>('meeting_links').where({ id }).increment('rotations', 1);
        await trx<LinkRow>('meeting_links')
          .where({ id })
          .whereNotNull('kept_token')
          .update({ kept_token: sealing.seal(keptTokenColumn, id, token) });
        await trx<TokenRow>('meeting_link_tokens')
          .where({ link_id: id, retired_at: null })
          .update({ retired_at: now });
        await trx<TokenRow>('meeting_link_tokens').insert({
          digest: digest(token),
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
    from_lms: link.fromLms,
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
    fromLms: Boolean(row.from_lms),
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
