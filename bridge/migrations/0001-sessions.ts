import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Sessions, their rotating refresh secrets, and the one-time tickets that open them. */
export const migration: Migration = {
  name: '0001-sessions',
  up: async (db: Knex) => {
    await db.schema.createTable('sessions', (table) => {
      table.string('id', 36).primary();
      table.string('person_id', 36).notNullable().index();
      table.string('course_id', 36);
      table.string('meeting_id', 36);
      table.string('access_digest', 64).notNullable().unique();
      table.bigInteger('access_expires_at').notNullable();
      table.string('refresh_digest', 64).notNullable();
      table.string('previous_refresh_digest', 64);
      table.bigInteger('rotated_at').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('expires_at').notNullable().index();
      table.bigInteger('ended_at');
    });
    await db.schema.createTable('session_tickets', (table) => {
      table.string('digest', 64).primary();
      table.string('person_id', 36).notNullable();
      table.string('course_id', 36);
      table.string('meeting_id', 36);
      table.bigInteger('expires_at').notNullable().index();
      table.bigInteger('used_at');
    });
  },
};
