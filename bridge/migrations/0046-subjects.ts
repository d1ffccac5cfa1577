import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What a meeting is about, as its hosts say it: of the series for what is planned, of each meeting as it was. */
export const migration: Migration = {
  name: '0046-subjects',
  up: async (db: Knex) => {
    for (const name of ['meeting_series', 'meetings']) {
      await db.schema.alterTable(name, (table) => {
        table.string('subject', 200);
      });
    }
  },
};
