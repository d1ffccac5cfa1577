import type { Database } from '../../kernel/database.ts';
import { inChunks } from '../../kernel/sql.ts';

/** One browser tab's socket. */
export interface Connection {
  id: string;
  personId: string;
  away: boolean;
}

interface ConnectionRow {
  id: string;
  bridge_id: string;
  person_id: string;
  away: boolean | number;
}

interface BridgeRow {
  id: string;
  lease_expires_at: number;
}

export type ConnectionRepository = ReturnType<typeof createConnectionRepository>;

/** Which browsers are connected to which bridge, in the database; needed where there are several bridges. */
export function createConnectionRepository(db: Database) {
  const bridges = () => db<BridgeRow>('live_bridges');
  const connections = () => db<ConnectionRow>('live_connections');
  return {
    /** Connections of a bridge as they are now, whether they were there before or not. */
    put: async (bridgeId: string, all: readonly Connection[]): Promise<void> => {
      const rows = all.map(({ id, personId, away }) => ({
        id,
        bridge_id: bridgeId,
        person_id: personId,
        away,
      }));
      if (rows.length > 0) await connections().insert(rows).onConflict('id').merge();
    },
    remove: async (ids: readonly string[]): Promise<void> => {
      if (ids.length > 0) await connections().whereIn('id', ids).delete();
    },
    /** Says that a bridge lives; false when it was taken for dead meanwhile, and its connections forgotten. */
    renew: async (bridgeId: string, leaseExpiresAt: number): Promise<boolean> => {
      const lease = { lease_expires_at: leaseExpiresAt };
      const known = await bridges().where({ id: bridgeId }).update(lease);
      if (known === 0) await bridges().insert({ id: bridgeId, ...lease });
      return known > 0;
    },
    /** Forgets bridges whose lease was over before a moment. */
    sweep: async (before: number): Promise<void> => {
      const dead = await bridges().where('lease_expires_at', '<', before).select('id');
      const ids = dead.map(({ id }) => id);
      if (ids.length === 0) return;
      await connections().whereIn('bridge_id', ids).delete();
      await bridges().whereIn('id', ids).delete();
    },
    forget: async (bridgeId: string): Promise<void> => {
      await connections().where({ bridge_id: bridgeId }).delete();
      await bridges().where({ id: bridgeId }).delete();
    },
    /** Connections of these people at the living bridges other than one. */
    elsewhere: async (
      bridgeId: string,
      personIds: readonly string[],
      now: number,
    ): Promise<Connection[]> => {
      const living = await bridges()
        .whereNot({ id: bridgeId })
        .andWhere('lease_expires_at', '>', now)
        .select('id');
      if (living.length === 0) return [];
      const rows = await inChunks(personIds, (chunk) =>
        connections()
          .whereIn('person_id', chunk)
          .whereIn(
            'bridge_id',
            living.map(({ id }) => id),
          ),
      );
      return rows.map((row) => ({ id: row.id, personId: row.person_id, away: Boolean(row.away) }));
    },
  };
}
