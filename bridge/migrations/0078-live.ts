import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Who is in a room now, and whom it rings for, are few among all who ever were: they are found without reading those. */
export const migration: Migration = {
  name: '0078-live',
  up: async (db: Knex) => {
    await db.schema.alterTable('occupants', (table) => table.index(['left_at']));
    await db.schema.alterTable('call_invitees', (table) => table.index(['state']));
  },
};
