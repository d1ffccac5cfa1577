import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What members may do in a meeting, whom that does not bind, and the meeting that a co-host is one of. */
export const migration: Migration = {
  name: '0013-powers',
  up: async (db: Knex) => {
    await db.schema.createTable('meeting_permissions', (table) => {
      table.string('meeting_id', 36).primary().references('meetings.id');
      for (const name of ['microphone', 'camera', 'share', 'chat']) {
        table.boolean(name).notNullable();
      }
    });
    await db.schema.createTable('meeting_exempt', (table) => {
      table.string('meeting_id', 36).notNullable().references('meetings.id');
      table.string('participant_id', 36).notNullable();
      table.primary(['meeting_id', 'participant_id']);
    });
    await db.schema.alterTable('series_co_hosts', (table) => {
      table.string('meeting_id', 36);
    });
  },
};
