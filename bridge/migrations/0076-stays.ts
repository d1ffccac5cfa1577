import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What the conference server told of one connection is found without reading all that it told of the meeting. */
export const migration: Migration = {
  name: '0076-stays',
  up: async (db: Knex) => {
    await db.schema.alterTable('attendance_events', (table) =>
      table.index(['meeting_id', 'jid', 'at']),
    );
  },
};
