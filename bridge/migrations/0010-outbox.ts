import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** What is to be sent out, the keys that sign it, and how often a calendar entry was changed. */
export const migration: Migration = {
  name: '0010-outbox',
  up: async (db: Knex) => {
    await createOutbox(db);
    await createKeys(db);
  },
};

async function createOutbox(db: Knex): Promise<void> {
  await db.schema.createTable('outbox', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('kind', 8).notNullable();
    table.string('recipient', 254).notNullable();
    table.string('about', 64).notNullable();
    table.string('person_id', 36).index();
    // What must be sent only once has a key, for example one for each meeting and person.
    table.string('once_key', 191).unique();
    // Emptied when the row is done with: it may hold passwords and codes.
    table.text('payload', 'mediumtext').notNullable();
    createProgress(table);
  });
}

function createProgress(table: Knex.CreateTableBuilder): void {
  table.string('state', 8).notNullable();
  table.integer('attempts').notNullable();
  table.bigInteger('created_at').notNullable();
  table.bigInteger('trying_since').notNullable();
  table.bigInteger('next_at').notNullable();
  table.bigInteger('expires_at');
  table.string('lease_owner', 191);
  table.bigInteger('lease_until');
  table.bigInteger('settled_at');
  table.string('reference', 191);
  table.string('reason', 500);
  table.index(['state', 'kind', 'next_at']);
  table.index(['state', 'settled_at']);
}

async function createKeys(db: Knex): Promise<void> {
  await db.schema.createTable('service_keys', (table) => {
    exact(db, table);
    table.string('name', 36).primary();
    table.text('value').notNullable();
    table.bigInteger('created_at').notNullable();
  });
  await db.schema.createTable('calendar_entries', (table) => {
    exact(db, table);
    table.string('uid', 191).primary();
    table.integer('sequence').notNullable();
    // What was last said of when; a cancellation repeats it.
    table.text('plan');
  });
}
