import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Calls and those who are called, who wants to be rung when, and which browsers are connected to which bridge. */
export const migration: Migration = {
  name: '0008-calls',
  up: async (db: Knex) => {
    await createCalls(db);
    await createSettings(db);
    await createConnections(db);
    // Who is in another meeting is asked for everybody who is rung.
    await db.schema.alterTable('occupants', (table) => {
      table.index(['person_id', 'left_at']);
    });
  },
};

async function createCalls(db: Knex): Promise<void> {
  await db.schema.createTable('calls', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('meeting_id', 36).notNullable();
    table.string('caller_id', 36).notNullable();
    table.string('caller_name', 255).notNullable();
    table.string('title', 1000).notNullable();
    table.integer('size').notNullable();
    table.bigInteger('started_at').notNullable();
    table.index(['meeting_id', 'started_at']);
  });
  await db.schema.createTable('call_invitees', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('call_id', 36).notNullable().references('calls.id');
    table.string('meeting_id', 36).notNullable();
    table.string('caller_id', 36).notNullable();
    table.string('person_id', 36).notNullable();
    table.string('name', 255).notNullable();
    table.string('state', 16).notNullable();
    table.bigInteger('changed_at').notNullable();
    table.bigInteger('created_at').notNullable();
    // The queue of what bridges have to do by themselves: null once the state is final.
    table.bigInteger('due_at').index();
    table.string('message', 560);
    table.string('told_by', 16);
    table.bigInteger('missed_at');
    table.bigInteger('seen_at');
    table.string('by_session_id', 36);
    // Who changed it last, so that of two bridges each knows which changes were its own.
    table.string('step_id', 36);
  });
  await db.schema.alterTable('call_invitees', (table) => {
    table.index(['call_id', 'state']);
    table.index(['person_id', 'state']);
    table.index(['person_id', 'missed_at']);
    table.index(['caller_id', 'person_id', 'created_at']);
    table.index(['meeting_id', 'state']);
  });
}

async function createSettings(db: Knex): Promise<void> {
  await db.schema.createTable('ring_settings', (table) => {
    exact(db, table);
    table.string('person_id', 36).primary();
    table.bigInteger('do_not_disturb_until');
    table.string('quiet_from', 5);
    table.string('quiet_to', 5);
    table.string('timezone', 64).notNullable();
    table.string('presence_for', 16).notNullable();
    table.string('ringable_by', 16).notNullable();
  });
}

async function createConnections(db: Knex): Promise<void> {
  // A bridge that stopped without saying so is believed until its lease is over.
  await db.schema.createTable('live_bridges', (table) => {
    table.string('id', 36).primary();
    table.bigInteger('lease_expires_at').notNullable();
  });
  await db.schema.createTable('live_connections', (table) => {
    exact(db, table);
    table.string('id', 64).primary();
    table.string('bridge_id', 36).notNullable().index();
    table.string('person_id', 36).notNullable().index();
    table.boolean('away').notNullable();
  });
}
