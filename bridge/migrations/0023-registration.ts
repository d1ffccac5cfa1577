import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Sheets of people: their rows with a verdict each, and what was there before they were applied. */
export const migration: Migration = {
  name: '0023-registration',
  up: async (db: Knex) => {
    await createBatches(db);
    await createRows(db);
  },
};

async function createBatches(db: Knex): Promise<void> {
  await db.schema.createTable('registration_batches', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('name', 255).notNullable();
    table.string('submitter_id', 36).notNullable().index().references('people.id');
    table.string('locale', 35);
    table.string('state', 16).notNullable().index('registration_batches_state');
    table.text('form').notNullable();
    table.integer('head_row').notNullable();
    table.text('headings').notNullable();
    table.text('columns').notNullable();
    table.integer('total').notNullable();
    table.integer('done').notNullable();
    table.string('failure', 64);
    table.string('reviewer_id', 36);
    table.text('reason');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('changed_at').notNullable();
    // When work on it was last seen to go on: a process may have died.
    table.bigInteger('touched_at').notNullable();
    table.bigInteger('applied_at');
  });
}

async function createRows(db: Knex): Promise<void> {
  await db.schema.createTable('registration_rows', (table) => {
    exact(db, table);
    table.string('batch_id', 36).notNullable().references('registration_batches.id');
    table.integer('number').notNullable();
    table.boolean('hidden').notNullable();
    table.text('cells').notNullable();
    table.text('edits').notNullable();
    table.text('person');
    table.text('flaws').notNullable();
    // Two rows of a sheet for one person, or with one mail address, are told by these.
    table.string('campus_number', 191);
    table.string('email', 254);
    table.string('verdict', 16);
    table.text('detail', 'mediumtext').notNullable();
    table.string('person_id', 36).index('registration_rows_person');
    table.text('before', 'mediumtext');
    table.primary(['batch_id', 'number']);
    table.index(['batch_id', 'verdict', 'number'], 'registration_rows_verdict');
    table.index(['batch_id', 'campus_number'], 'registration_rows_campus_number');
    table.index(['batch_id', 'email'], 'registration_rows_email');
  });
}
