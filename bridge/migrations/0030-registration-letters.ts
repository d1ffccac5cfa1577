import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Letters of a sheet are written after it was applied, and applying it shows how far it is. */
export const migration: Migration = {
  name: '0030-registration-letters',
  up: async (db: Knex) => {
    await db.schema.alterTable('registration_batches', (table) => {
      // The row up to which letters were written; null: none is left to be.
      table.integer('letters_after');
    });
    // Apart from the batch, whose row is locked while it is applied; so it does not refer to it either.
    await db.schema.createTable('registration_progress', (table) => {
      exact(db, table);
      table.string('batch_id', 36).primary();
      table.integer('done').notNullable();
    });
  },
};
