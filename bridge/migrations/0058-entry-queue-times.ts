import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Since when somebody waits to be let in, and when somebody was seen to arrive last. */
export const migration: Migration = {
  name: '0058-entry-queue-times',
  up: async (db: Knex) => {
    // Whoever waits during an upgrade has waited since then.
    await db.schema.alterTable('entry_queue', (table) => {
      table.bigInteger('since').notNullable().defaultTo(0);
    });
    await db('entry_queue').update({ since: Date.now() });
    await db.schema.alterTable('entry_window', (table) => {
      table.bigInteger('arrived_at');
    });
  },
};
