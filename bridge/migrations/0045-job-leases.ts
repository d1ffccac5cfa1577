import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Which process does a job that only one of several bridges does. */
export const migration: Migration = {
  name: '0045-job-leases',
  up: async (db: Knex) => {
    await db.schema.createTable('job_leases', (table) => {
      exact(db, table);
      table.string('name', 191).primary();
      table.string('owner', 191).notNullable();
      // Until when nobody else may do it, milliseconds since 1970.
      table.bigInteger('lease_until').notNullable();
    });
  },
};
