import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Where a course's groups can be read (LTI Course Groups Service), besides its roster. */
export const migration: Migration = {
  name: '0068-roster-groups',
  up: async (db: Knex) => {
    await db.schema.alterTable('roster_addresses', (table) => {
      table.string('groups_url', 2000);
    });
  },
};
