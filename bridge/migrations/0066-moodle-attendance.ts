import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** When the attendance of a room of a connected Moodle last changed: so that Moodle asks for that of few. */
export const migration: Migration = {
  name: '0066-moodle-attendance',
  up: async (db: Knex) => {
    await db.schema.alterTable('moodle_rooms', (table) => {
      table.bigInteger('attended_at').index('moodle_rooms_attended');
    });
  },
};
