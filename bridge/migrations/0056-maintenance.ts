import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Whether changes are refused for maintenance: one row while they are, which every bridge reads. */
export const migration: Migration = {
  name: '0056-maintenance',
  up: async (db: Knex) => {
    await db.schema.createTable('maintenance', (table) => {
      exact(db, table);
      table.string('id', 20).primary();
      // Milliseconds since 1970; the end is what was announced, and may be open.
      table.bigInteger('since').notNullable();
      table.bigInteger('until');
    });
  },
};
