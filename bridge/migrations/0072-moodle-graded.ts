import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Whether a room's activity gives grades by itself: then LTI gives none in its course (decision 0033). */
export const migration: Migration = {
  name: '0072-moodle-graded',
  up: async (db: Knex) => {
    await db.schema.alterTable('moodle_rooms', (table) => {
      // Null: the plugin has not said so yet.
      table.boolean('is_graded');
    });
  },
};
