import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** What a department said of those it registered that no other source says: their kind, and until when. */
export const migration: Migration = {
  name: '0024-registered',
  up: async (db: Knex) => {
    await db.schema.createTable('registered', (table) => {
      exact(db, table);
      table.string('source', 16).notNullable();
      table.string('campus_number', 191).notNullable();
      table.string('person_id', 36).notNullable().index().references('people.id');
      table.string('kind', 16).notNullable();
      // ISO date, the last day; null: without end.
      table.string('expires_on', 10).index('registered_expiry');
      table.primary(['source', 'campus_number']);
    });
  },
};
