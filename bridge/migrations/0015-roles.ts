import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Who administers what, and what administrators did. */
export const migration: Migration = {
  name: '0015-roles',
  up: async (db: Knex) => {
    await db.schema.createTable('grants', (table) => {
      exact(db, table);
      table.string('id', 36).primary();
      table.string('person_id', 36).notNullable().references('people.id');
      table.string('role', 16).notNullable();
      // Empty for a system admin: a null would not be unique.
      table.string('department_id', 36).notNullable();
      table.string('granted_by', 36);
      table.bigInteger('created_at').notNullable();
      table.unique(['person_id', 'role', 'department_id'], { indexName: 'grants_once' });
    });
    await db.schema.createTable('audit_entries', (table) => {
      exact(db, table);
      // In the order in which things were done; no two share a moment by this.
      table.increments('seq');
      table.bigInteger('at').notNullable().index('audit_entries_at');
      table.string('actor_id', 36).index('audit_entries_actor');
      table.string('actor_name', 255).notNullable();
      table.string('action', 64).notNullable().index('audit_entries_action');
      table.string('subject_kind', 32).notNullable();
      table.string('subject_id', 191).notNullable().index('audit_entries_subject');
      table.string('subject_name', 255).notNullable();
      table.string('department_id', 36).index('audit_entries_department');
      table.text('before', 'mediumtext').notNullable();
      table.text('after', 'mediumtext').notNullable();
      table.text('search').notNullable();
    });
  },
};
