import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Lecture mode: planned with a series, and said otherwise for one meeting by its hosts (null: as planned). */
export const migration: Migration = {
  name: '0057-lecture-mode',
  up: async (db: Knex) => {
    await db.schema.alterTable('meeting_series', (table) => {
      table.boolean('lecture').notNullable().defaultTo(false);
    });
    await db.schema.alterTable('meeting_permissions', (table) => {
      table.boolean('lecture');
    });
  },
};
