import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Whom hosts show large to everybody in a meeting, in the order in which they chose them. */
export const migration: Migration = {
  name: '0048-spotlight',
  up: async (db: Knex) => {
    await db.schema.createTable('meeting_spotlight', (table) => {
      table.string('meeting_id', 36).notNullable().references('meetings.id');
      table.string('participant_id', 36).notNullable();
      table.bigInteger('chosen_at').notNullable();
      table.primary(['meeting_id', 'participant_id']);
    });
  },
};
