import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Applications for an account by people whom no sheet and no directory names. */
export const migration: Migration = {
  name: '0021-applications',
  up: async (db: Knex) => {
    await db.schema.createTable('applications', (table) => {
      exact(db, table);
      said(table);
      happened(table);
    });
  },
};

/** What the applicant said. */
function said(table: Knex.CreateTableBuilder): void {
  table.string('id', 36).primary();
  table.string('name', 255).notNullable();
  table.string('kind', 16).notNullable();
  table.string('campus_number', 191).notNullable().index();
  table.string('department_id', 36).notNullable().references('departments.id');
  table.string('email', 254).notNullable();
  table.string('phone', 40);
  table.string('expires_on', 10);
  table.string('locale', 35).notNullable();
}

/** What became of it. */
function happened(table: Knex.CreateTableBuilder): void {
  table.string('state', 16).notNullable();
  // HMAC of the code, SHA-256 of the link's secret.
  table.string('code_digest', 64);
  table.string('link_digest', 64).index();
  table.integer('tries').notNullable();
  table.bigInteger('mailed_at');
  // One mailbox has one application that waits.
  table.string('open_key', 254).unique();
  table.bigInteger('created_at').notNullable();
  table.bigInteger('expires_at').notNullable();
  table.bigInteger('confirmed_at');
  table.bigInteger('decided_at');
  table.string('decided_by', 36);
  table.text('reason');
  table.string('person_id', 36).index();
  table.index(['state', 'confirmed_at']);
  table.index(['state', 'mailed_at']);
}
