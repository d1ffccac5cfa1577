import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Where a run of changes goes on from, and whether a run was one of changes or a full one. */
export const migration: Migration = {
  name: '0029-roster-cursors',
  up: async (db: Knex) => {
    await db.schema.createTable('roster_cursors', (table) => {
      exact(db, table);
      table.string('source', 191).notNullable();
      table.string('scope', 191).notNullable();
      table.text('cursor').notNullable();
      table.string('run_id', 36).notNullable();
      table.primary(['source', 'scope']);
    });
    await db.schema.alterTable('roster_runs', (table) => {
      table.string('kind', 16).notNullable().defaultTo('full');
    });
  },
};
