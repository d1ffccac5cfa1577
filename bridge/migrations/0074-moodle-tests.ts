import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** When a connected Moodle was last tried, and what of its latest members could not be taken: for the administration. */
export const migration: Migration = {
  name: '0074-moodle-tests',
  up: async (db: Knex) => {
    await db.schema.alterTable('moodle_connections', (table) => {
      table.bigInteger('tested_at');
      // A failure's code; null: the latest was taken.
      table.string('failure', 60);
      table.bigInteger('failed_at');
    });
  },
};
