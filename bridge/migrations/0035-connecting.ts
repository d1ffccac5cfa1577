import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** "This is me": codes by which two accounts become one person, and links that answer what somebody was told. */
export const migration: Migration = {
  name: '0035-connecting',
  up: async (db: Knex) => {
    await db.schema.alterTable('login_codes', (table) => {
      // `login`, `own` or `connect`; null for codes of before, which live for ten minutes.
      table.string('purpose', 8);
    });
    await db.schema.createTable('account_links', (table) => {
      exact(db, table);
      table.string('id', 36).primary();
      // Of the secret in the link; the secret itself is not kept.
      table.string('digest', 64).notNullable();
      table.string('person_id', 36).notNullable().index().references('people.id');
      // `contact`: another number or address; `connected`: another account.
      table.string('kind', 16).notNullable();
      // The kind of contact, or the decision.
      table.string('about', 36).notNullable();
      // The number or address that was told of.
      table.string('contact', 191);
      table.bigInteger('expires_at').notNullable().index();
      table.bigInteger('answered_at');
      table.boolean('is_mine');
    });
  },
};
