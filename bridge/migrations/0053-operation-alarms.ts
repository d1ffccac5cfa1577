import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What was wrong, from when to when, and who looked after it. */
export const migration: Migration = {
  name: '0053-operation-alarms',
  up: async (db: Knex) => {
    await db.schema.createTable('operation_alarms', (table) => {
      table.string('id', 36).primary();
      // Of one thing there is one alarm that is open.
      table.string('open_key', 191).unique();
      table.string('kind', 40).notNullable();
      table.string('about', 200).notNullable();
      table.bigInteger('seen_at').notNullable();
      table.bigInteger('raised_at');
      table.bigInteger('gone_at');
      table.bigInteger('ended_at').index();
      table.bigInteger('acknowledged_at');
      table.string('acknowledged_by', 36);
    });
  },
};
