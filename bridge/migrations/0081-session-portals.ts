import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** By which portal a session was opened: when the portal goes, exactly these end, also where others share its realm. */
export const migration: Migration = {
  name: '0081-session-portals',
  up: async (db: Knex) => {
    for (const name of ['sessions', 'session_tickets']) {
      await db.schema.alterTable(name, (table) => {
        table.string('portal_id', 36);
      });
    }
  },
};
