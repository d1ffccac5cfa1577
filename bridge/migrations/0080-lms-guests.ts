import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Links that an LMS was given for one of its guests each: hosts made none of them, and are shown none. */
export const migration: Migration = {
  name: '0080-lms-guests',
  up: async (db: Knex) => {
    await db.schema.alterTable('meeting_links', (table) => {
      table.boolean('from_lms').notNullable().defaultTo(false);
    });
  },
};
