import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What each LMS and portal may vouch for; those that are there vouch for nothing but their own ids. */
export const migration: Migration = {
  name: '0032-trust',
  up: async (db: Knex) => {
    for (const name of ['lti_platforms', 'portals']) {
      await db.schema.alterTable(name, (table) => {
        // Keys by comma; empty: only its own id.
        table.string('vouches', 64).notNullable().defaultTo('');
      });
    }
  },
};
