import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** How much of each sort of data there was when it was counted last; null: not yet, or for another period. */
export const migration: Migration = {
  name: '0075-retention-counts',
  up: (db: Knex) =>
    db.schema.alterTable('retention', (table) => {
      table.bigInteger('counted_at');
      table.bigInteger('counted_rows');
      table.bigInteger('counted_oldest');
      table.bigInteger('counted_due');
    }),
};
