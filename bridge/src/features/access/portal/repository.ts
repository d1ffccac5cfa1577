import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';
import type { Portal, PortalKind } from './portal.ts';

interface PortalRow {
  id: string;
  kind: PortalKind;
  issuer: string;
  name: string;
  realm: string;
  origins: string;
  trust: string;
  created_at: number;
  changed_at: number;
}

export type PortalRepository = ReturnType<typeof createPortalRepository>;

/** Where a portal's secret is kept: sealed, because a signature cannot be checked by a digest. */
export const trustColumn: SealedColumn = {
  table: 'portals',
  column: 'trust',
  row: 'issuer',
};

/** Portals and used tokens in the database. */
export function createPortalRepository(db: Database, sealing: Sealing) {
  const portals = () => db<PortalRow>('portals');
  const fromRow = (row: PortalRow): Portal => ({
    id: row.id,
    kind: row.kind,
    issuer: row.issuer,
    name: row.name,
    realm: row.realm,
    origins: JSON.parse(row.origins) as string[],
    trust: JSON.parse(sealing.open(trustColumn, row.issuer, row.trust)) as Portal['trust'],
  });

  return {
    all: async (): Promise<Portal[]> => (await portals().orderBy('name')).map(fromRow),
    byIssuer: async (issuer: string): Promise<Portal | null> => {
      const row = await portals().where({ issuer }).first();
      return row ? fromRow(row) : null;
    },
    /** Adds a portal, or changes the one with the same issuer. */
    save: async (portal: Omit<Portal, 'id'>, now: number): Promise<Portal> => {
      const said = {
        ...portal,
        origins: JSON.stringify(portal.origins),
        trust: sealing.seal(trustColumn, portal.issuer, JSON.stringify(portal.trust)),
        changed_at: now,
      };
      await portals()
        .insert({ ...said, id: newId(), created_at: now })
        .onConflict('issuer')
        .merge(said);
      const row = await portals().where({ issuer: portal.issuer }).first();
      if (!row) throw new Error('a portal that was just saved is not there');
      return fromRow(row);
    },
    remove: async (id: string, trx: Database = db): Promise<boolean> =>
      (await trx<PortalRow>('portals').where({ id }).delete()) === 1,
    /** Takes a token once: of several at the same moment one gets true. */
    takeToken: async (digest: string, expiresAt: number): Promise<boolean> => {
      const before = await db('portal_tokens')
        .where({ digest })
        .first<object | undefined>('digest');
      if (before) return false;
      try {
        await db('portal_tokens').insert({ digest, expires_at: expiresAt });
        return true;
      } catch (error) {
        const other = await db('portal_tokens')
          .where({ digest })
          .first<object | undefined>('digest');
        if (other) return false;
        throw error;
      }
    },
    sweep: async (now: number): Promise<void> => {
      await db('portal_tokens').where('expires_at', '<', now).delete();
    },
  };
}
