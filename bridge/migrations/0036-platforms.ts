import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/**
 * Platforms: by whom they were registered and what IT says of them; those that are there stay as they are.
 * Test users of an LMS, who are people only to come in.
 */
export const migration: Migration = {
  name: '0036-platforms',
  up: async (db: Knex) => {
    await db.schema.alterTable('lti_platforms', (table) => {
      // What access tokens' assertions are meant for; null: the token address.
      table.string('audience', 1000).nullable();
      // JSON: further origins of the platform's services; null: none.
      table.text('origins').nullable();
      // The last origin that a launch named for a service though it is not registered.
      table.string('strange_origin', 191).nullable();
      // How: `command`, `link` (a one-time address), `open` (anybody may). By whom: a person, or nobody known.
      table.string('registered_how', 16).notNullable().defaultTo('command');
      table.string('registered_by', 36).nullable();
    });
    await db('lti_platforms').where({ status: 'off' }).update({ status: 'suspended' });
    await db.schema.alterTable('lti_registration_codes', (table) => {
      // Null: made at the command line.
      table.string('made_by', 36).nullable();
    });
    await db.schema.createTable('test_people', (table) => {
      exact(db, table);
      table.string('person_id', 36).primary().references('people.id');
    });
  },
};
