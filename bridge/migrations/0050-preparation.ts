import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What people are to prepare for a meeting or to bring along, as its hosts say it. */
export const migration: Migration = {
  name: '0050-preparation',
  up: async (db: Knex) => {
    for (const name of ['meeting_series', 'meetings']) {
      await db.schema.alterTable(name, (table) => {
        table.string('preparation', 300);
      });
    }
  },
};
