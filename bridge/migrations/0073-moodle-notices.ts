import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** When a connected Moodle last asked what it should tell its people: while it does, it tells them and we do not. */
export const migration: Migration = {
  name: '0073-moodle-notices',
  up: async (db: Knex) => {
    await db.schema.alterTable('moodle_connections', (table) => {
      table.bigInteger('notices_at');
    });
  },
};
