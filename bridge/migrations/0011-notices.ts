import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** How people want to be told, by which browsers they can be, and which meetings were told of. */
export const migration: Migration = {
  name: '0011-notices',
  up: async (db: Knex) => {
    await db.schema.createTable('notice_settings', (table) => {
      exact(db, table);
      table.string('person_id', 36).primary();
      table.boolean('push');
      table.boolean('mail');
      table.boolean('lms');
    });
    await db.schema.createTable('push_subscriptions', (table) => {
      exact(db, table);
      table.string('id', 36).primary();
      table.string('person_id', 36).notNullable().index();
      // An address may be longer than a unique key can be.
      table.string('endpoint_digest', 64).notNullable().unique();
      table.string('endpoint', 1000).notNullable();
      table.string('p256dh', 200).notNullable();
      table.string('auth', 100).notNullable();
      table.string('locale', 35);
      table.bigInteger('created_at').notNullable();
      table.bigInteger('expires_at');
    });
    await db.schema.createTable('meeting_notices', (table) => {
      exact(db, table);
      table.string('meeting_id', 36).primary();
      table.bigInteger('told_at').notNullable().index();
    });
    await createInvited(db);
  },
};

/** Who got an invitation to a series, and so is told of changes. */
async function createInvited(db: Knex): Promise<void> {
  await db.schema.createTable('invited_addresses', (table) => {
    exact(db, table);
    table.string('series_id', 36).notNullable();
    table.string('email_key', 191).notNullable();
    table.string('email', 254).notNullable();
    table.string('person_id', 36).index();
    table.string('name', 255);
    table.string('locale', 35);
    table.primary(['series_id', 'email_key']);
  });
}
