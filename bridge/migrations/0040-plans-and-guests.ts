import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/**
 * Plans of every second week, on several days and with days left out; the invited's own links, so that a
 * change says the same address; the network that a guest came from. What is there already stays as it was:
 * a weekly plan is one of every week on the day of its first date.
 */
export const migration: Migration = {
  name: '0040-plans-and-guests',
  up: async (db: Knex) => {
    await db.schema.alterTable('meeting_series', (table) => {
      table.integer('weekly_interval').notNullable().defaultTo(1);
      // `1,3`: Monday and Wednesday; null: the day of the first date.
      table.string('weekly_days', 13);
      // `2026-10-01,2026-10-08`: dates in the plan's zone that are left out.
      table.string('skipped_days', 1200);
    });
    await db.schema.alterTable('invited_addresses', (table) => {
      table.string('link_id', 36);
    });
    await db.schema.alterTable('meeting_links', (table) => {
      // Sealed; null: shown once and kept as a digest alone.
      table.string('kept_token', 500);
    });
    for (const name of ['guests', 'series_bans']) {
      await db.schema.alterTable(name, (table) => {
        table.string('network', 64);
      });
    }
  },
};
