import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Runs of roster synchronisation, the snapshots that wait for a yes, and where a course's roster can be fetched. */
export const migration: Migration = {
  name: '0005-rosters',
  up: async (db: Knex) => {
    await db.schema.createTable('roster_runs', (table) => {
      exact(db, table);
      table.string('id', 36).primary();
      table.string('source', 191).notNullable();
      table.string('scope', 191).notNullable();
      table.string('state', 24).notNullable().index();
      table.string('running_key', 64).unique();
      table.string('owner', 191).notNullable();
      table.bigInteger('lease_until').notNullable();
      table.text('counts').notNullable();
      table.text('report', 'longtext').notNullable();
      table.text('snapshot', 'longtext');
      table.string('failure_code', 64);
      table.text('failure_reason');
      table.bigInteger('started_at').notNullable();
      table.bigInteger('ended_at');
      table.index(['source', 'scope', 'started_at']);
    });
    await db.schema.createTable('roster_addresses', (table) => {
      exact(db, table);
      table.string('course_id', 36).primary();
      table.string('platform_id', 36).notNullable();
      table.text('nrps_url').notNullable();
    });
  },
};
