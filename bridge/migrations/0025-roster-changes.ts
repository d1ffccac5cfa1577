import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** What runs over a directory change, row by row; who began and decided them, and over which units they go. */
export const migration: Migration = {
  name: '0025-roster-changes',
  up: async (db: Knex) => {
    await db.schema.alterTable('roster_runs', (table) => {
      // Null: a schedule or the command line.
      table.string('begun_by', 36);
      table.string('decided_by', 36);
      // Ids of the outermost departments that the run goes over; null: everything.
      table.text('units');
    });
    await createChanges(db);
    // Runs over one source write one after the other: whoever writes holds the source's row.
    await db.schema.createTable('roster_turns', (table) => {
      exact(db, table);
      table.string('source', 191).primary();
      table.bigInteger('taken_at').notNullable();
    });
  },
};

async function createChanges(db: Knex): Promise<void> {
  await db.schema.createTable('roster_changes', (table) => {
    exact(db, table);
    table.string('run_id', 36).notNullable().references('roster_runs.id');
    table.integer('number').notNullable();
    table.string('kind', 16).notNullable();
    // The account, unit or entry at the source that it is about.
    table.string('subject', 191).notNullable();
    // Not a reference: whoever joins is made when the run is applied.
    table.string('person_id', 36).index('roster_changes_person');
    table.string('name', 255).notNullable();
    table.string('campus_number', 191);
    table.text('search').notNullable();
    table.text('detail', 'mediumtext').notNullable();
    table.primary(['run_id', 'number']);
    table.index(['run_id', 'kind', 'number'], 'roster_changes_kind');
  });
  // The units that a change is about, by their ids at the source: whose admins may see it.
  await db.schema.createTable('roster_change_units', (table) => {
    exact(db, table);
    table.string('run_id', 36).notNullable();
    table.integer('number').notNullable();
    table.string('side', 8).notNullable();
    table.string('unit', 191).notNullable();
    table.primary(['run_id', 'number', 'side', 'unit']);
  });
}
