import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** By age: what is let go after a while, and the latest meetings of a course, are found without reading all. */
export const migration: Migration = {
  name: '0059-ages',
  up: async (db: Knex) => {
    await db.schema.alterTable('calls', (table) => table.index(['started_at']));
    await db.schema.alterTable('admissions', (table) => table.index(['passed_at']));
    await db.schema.alterTable('guests', (table) => table.index(['created_at']));
    await db.schema.alterTable('roster_runs', (table) => table.index(['ended_at']));
    await db.schema.alterTable('meetings', (table) => table.index(['course_id', 'ended_at']));
  },
};
