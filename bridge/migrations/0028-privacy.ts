import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Requests to be erased, periods after which things go, and what is left of attendance then. */
export const migration: Migration = {
  name: '0028-privacy',
  up: async (db: Knex) => {
    await createRequests(db);
    await db.schema.createTable('retention', (table) => {
      exact(db, table);
      table.string('name', 36).primary();
      // Null: as long as is usual.
      table.integer('days');
      table.bigInteger('swept_at');
      table.integer('removed').notNullable();
    });
    await db.schema.createTable('attendance_totals', (table) => {
      table.string('meeting_id', 36).primary().references('meetings.id');
      table.integer('people').notNullable();
      table.bigInteger('total_ms').notNullable();
    });
  },
};

async function createRequests(db: Knex): Promise<void> {
  await db.schema.createTable('erasure_requests', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    // When it is done, what stands for the person from then on.
    table.string('person_id', 36).notNullable().index();
    // The person while the request is open: one has one.
    table.string('open_key', 36).unique();
    table.string('state', 16).notNullable();
    table.bigInteger('asked_at').notNullable();
    table.bigInteger('due_at').notNullable();
    table.string('decided_by', 36);
    table.bigInteger('decided_at');
    table.text('reason');
    table.bigInteger('done_at');
    // JSON: how many rows of each kind went and stayed; the receipt.
    table.text('counts');
    table.index(['state', 'due_at']);
  });
}
