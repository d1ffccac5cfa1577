import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Logging in without a portal: codes, passwords, how fast somebody may try, and where sessions are. */
export const migration: Migration = {
  name: '0017-accounts',
  up: async (db: Knex) => {
    await createCodes(db);
    await createMeters(db);
    await createPasswords(db);
    await db.schema.alterTable('sessions', (table) => {
      table.string('browser', 24);
      table.string('system', 24);
    });
  },
};

async function createCodes(db: Knex): Promise<void> {
  await db.schema.createTable('login_codes', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    // What was typed in; emptied when the code has been sent, or nobody was found.
    table.string('identifier', 254).notNullable();
    table.string('via', 8).notNullable();
    table.string('person_id', 36).index();
    // The session that asked, where somebody signed in confirms a phone or an address.
    table.string('session_id', 36);
    // The new phone number or address that is to be confirmed.
    table.string('contact', 254);
    // HMAC of the code; null until it is made, and for good where nobody was found.
    table.string('digest', 64);
    table.integer('tries').notNullable();
    table.bigInteger('asked_at').notNullable();
    table.bigInteger('expires_at').notNullable().index();
    table.bigInteger('sent_at').index();
    table.bigInteger('used_at');
  });
}

async function createMeters(db: Knex): Promise<void> {
  await db.schema.createTable('login_meters', (table) => {
    exact(db, table);
    // HMAC of what is counted: an address or an account that somebody names.
    table.string('id', 64).primary();
    table.bigInteger('empty_at').notNullable().index();
    table.bigInteger('free_at').notNullable();
  });
}

async function createPasswords(db: Knex): Promise<void> {
  await db.schema.createTable('person_passwords', (table) => {
    exact(db, table);
    table.string('person_id', 36).primary().references('people.id');
    // argon2id in PHC form, with its parameters and salt.
    table.string('hash', 255).notNullable();
    table.bigInteger('set_at').notNullable();
  });
  // A phone number or address that its owner confirmed by a code: one may log in by it.
  await db.schema.createTable('login_contacts', (table) => {
    exact(db, table);
    table.string('contact_key', 191).primary();
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.bigInteger('confirmed_at').notNullable();
  });
  // Sessions whose owner has lately shown a code: these may set a password.
  await db.schema.createTable('login_proofs', (table) => {
    exact(db, table);
    table.string('session_id', 36).primary();
    table.bigInteger('proven_at').notNullable().index();
  });
}
