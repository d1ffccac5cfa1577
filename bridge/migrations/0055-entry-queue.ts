import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Who waits to be let into a room or is on the way, and how many may be at once. */
export const migration: Migration = {
  name: '0055-entry-queue',
  up: async (db: Knex) => {
    await db.schema.createTable('entry_queue', (table) => {
      table.string('id', 36).primary();
      table.string('meeting_id', 36).notNullable().references('meetings.id');
      table.string('room', 32).notNullable();
      table.string('participant_id', 36).notNullable().index();
      table.string('state', 16).notNullable();
      table.bigInteger('rank').notNullable();
      table.bigInteger('let_in_at');
      table.bigInteger('expires_at').notNullable().index();
      table.unique(['meeting_id', 'participant_id']);
      table.index(['state', 'rank']);
    });
    await db.schema.createTable('entry_window', (table) => {
      table.integer('id').primary();
      table.double('size').notNullable();
      table.double('threshold').notNullable();
      table.double('usual_ms');
      table.double('recent_ms');
      table.bigInteger('cut_at').notNullable();
      table.integer('version').notNullable();
    });
  },
};
