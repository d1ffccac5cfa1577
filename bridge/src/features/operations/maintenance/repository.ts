import type { Database } from '../../../kernel/database.ts';
import type { Maintenance } from './contract.ts';

interface MaintenanceRow extends Maintenance {
  id: string;
}

/** There is one for the whole deployment. */
const id = 'deployment';

/**
 * `read` answers null where no maintenance is on; `write` on one that is on changes its end, and leaves its
 * beginning.
 */
export function createMaintenanceRepository(db: Database) {
  const table = () => db<MaintenanceRow>('maintenance');
  return {
    read: async (): Promise<Maintenance | null> => {
      const row = await table().where({ id }).first();
      return row ? { since: row.since, until: row.until } : null;
    },
    write: async ({ since, until }: Maintenance): Promise<void> => {
      await table().insert({ id, since, until }).onConflict('id').merge({ until });
    },
    clear: async (): Promise<void> => {
      await table().where({ id }).delete();
    },
  };
}
