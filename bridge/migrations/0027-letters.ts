import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Letters in the campus's own words, and who wants no more of which. */
export const migration: Migration = {
  name: '0027-letters',
  up: async (db: Knex) => {
    await createVersions(db);
    await createSettings(db);
    await createRefusals(db);
    await db.schema.alterTable('notice_settings', (table) => {
      table.boolean('missed_call_mail');
      table.boolean('summary_mail');
    });
  },
};

async function createVersions(db: Knex): Promise<void> {
  await db.schema.createTable('letter_versions', (table) => {
    exact(db, table);
    table.increments('seq');
    table.string('name', 64).notNullable();
    table.string('language', 8).notNullable();
    table.integer('number').notNullable();
    table.string('change', 8).notNullable();
    // Both null: the shipped text holds again.
    table.text('subject');
    table.text('body', 'mediumtext');
    // The shipped text of that time: a later one that differs is shown.
    table.text('shipped_subject').notNullable();
    table.text('shipped_body', 'mediumtext').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 36);
    table.unique(['name', 'language', 'number']);
  });
}

async function createSettings(db: Knex): Promise<void> {
  await db.schema.createTable('letter_settings', (table) => {
    exact(db, table);
    // One row.
    table.integer('id').primary();
    table.integer('version').notNullable();
    table.text('settings').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.string('changed_by', 36);
  });
}

async function createRefusals(db: Knex): Promise<void> {
  await db.schema.createTable('refused_addresses', (table) => {
    exact(db, table);
    // HMAC of the address: the list names nobody.
    table.string('address_digest', 64).notNullable();
    // Whose invitations are refused; empty: everybody's of the campus.
    table.string('host_id', 36).notNullable();
    table.bigInteger('refused_at').notNullable();
    table.primary(['address_digest', 'host_id']);
  });
}
