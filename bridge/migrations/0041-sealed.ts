import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/**
 * Sealed values are longer than what they hold. SQLite does not keep to lengths; changing them there would
 * write the tables anew for nothing.
 */
export const migration: Migration = {
  name: '0041-sealed',
  up: async (db: Knex) => {
    const { config } = db.client as { config: { client: unknown } };
    if (config.client !== 'mysql2') return;
    await db.schema.alterTable('meeting_series', (table) => {
      table.text('guest_password').nullable().alter();
    });
    await db.schema.alterTable('push_subscriptions', (table) => {
      for (const column of ['endpoint', 'p256dh', 'auth']) table.text(column).notNullable().alter();
    });
  },
};
