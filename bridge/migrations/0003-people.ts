import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** People, their accounts at other systems, what each source says of them, and who might be whom. */
export const migration: Migration = {
  name: '0003-people',
  up: async (db: Knex) => {
    await createPeople(db);
    await createRecords(db);
    await createDepartments(db);
  },
};

async function createPeople(db: Knex): Promise<void> {
  await db.schema.createTable('people', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('display_name', 255).notNullable();
    table.string('given_name', 255).notNullable();
    table.string('family_name', 255).notNullable();
    table.string('email', 254);
    table.string('email_key', 191).index();
    table.string('campus_number', 191).index();
    table.string('phone', 40);
    table.string('phone_key', 40).index();
    table.string('locale', 35);
    table.string('timezone', 64);
    table.string('status', 16).notNullable();
    table.string('sort_name', 191).notNullable().index();
    table.text('search_name').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
  });
}

async function createRecords(db: Knex): Promise<void> {
  // One account is one person: this key decides when a launch and a roster run meet the same newcomer.
  await db.schema.createTable('person_accounts', (table) => {
    exact(db, table);
    table.string('realm', 191).notNullable();
    table.string('external_id', 191).notNullable();
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.primary(['realm', 'external_id']);
  });
  await db.schema.createTable('person_records', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.string('source', 191).notNullable();
    table.string('realm', 191).notNullable();
    table.string('external_id', 191).notNullable();
    table.text('said', 'mediumtext').notNullable();
    table.string('hash', 64).notNullable();
    table.bigInteger('seen_at').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.bigInteger('gone_at');
    table.unique(['source', 'external_id']);
  });
  await db.schema.createTable('person_conflicts', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('source', 191).notNullable();
    table.string('external_id', 191).notNullable();
    table.string('reason', 64).notNullable();
    table.text('candidates').notNullable();
    table.bigInteger('created_at').notNullable();
    table.unique(['source', 'external_id', 'reason']);
  });
}

async function createDepartments(db: Knex): Promise<void> {
  await db.schema.createTable('departments', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('source', 191).notNullable();
    table.string('external_id', 191).notNullable();
    table.string('parent_external_id', 191);
    table.string('name', 255).notNullable();
    table.string('status', 16).notNullable();
    table.bigInteger('changed_at').notNullable();
    table.unique(['source', 'external_id']);
  });
  await db.schema.createTable('department_memberships', (table) => {
    exact(db, table);
    table.string('department_id', 36).notNullable().references('departments.id');
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.string('status', 16).notNullable();
    table.bigInteger('changed_at').notNullable();
    table.primary(['department_id', 'person_id']);
  });
}
