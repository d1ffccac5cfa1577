import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Who works on a sheet is a lease of a job (0045): nothing of it stands with the sheet any more. */
export const migration: Migration = {
  name: '0051-sheet-leases',
  up: async (db: Knex) => {
    // knex would build the table anew in SQLite, which its rows refer to.
    await db.raw('ALTER TABLE registration_batches DROP COLUMN touched_at');
  },
};
