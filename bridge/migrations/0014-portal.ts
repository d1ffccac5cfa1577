import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Portals that launch the panel by signed tokens, and the tokens that were used. */
export const migration: Migration = {
  name: '0014-portal',
  up: async (db: Knex) => {
    await db.schema.createTable('portals', (table) => {
      exact(db, table);
      table.string('id', 36).primary();
      table.string('issuer', 191).notNullable().unique({ indexName: 'portals_issuer' });
      table.string('name', 255).notNullable();
      // What its ids belong to: its own, or those of an LMS.
      table.string('realm', 191).notNullable();
      // JSON: origins of its pages.
      table.text('origins').notNullable();
      // JSON: how its tokens are checked.
      table.text('trust').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('changed_at').notNullable();
    });
    await db.schema.createTable('portal_tokens', (table) => {
      exact(db, table);
      // Of portal and jti: a token is good once.
      table.string('digest', 64).primary();
      table.bigInteger('expires_at').notNullable().index('portal_tokens_expiry');
    });
  },
};
