import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/**
 * By what an old refresh secret is known to be one of the session's, what the next one is made with, why a session
 * ended, and in which browser it is. Sessions that go on get theirs when they are renewed.
 */
export const migration: Migration = {
  name: '0038-session-families',
  up: async (db: Knex) => {
    await db.schema.alterTable('sessions', (table) => {
      // SHA-256 of what all refresh secrets of the session have in common; null until it is renewed.
      table.string('family_digest', 64);
      // Together with a refresh secret, which is not kept, it makes the next one.
      table.string('seed', 64);
      table.string('end_reason', 16);
      table.string('browser_id', 36);
    });
    await db.schema.alterTable('session_tickets', (table) => {
      table.string('browser_id', 36);
    });
  },
};
