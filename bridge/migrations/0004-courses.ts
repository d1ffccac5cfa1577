import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Courses, their groups, what each source says of their members, and the memberships that follow from it. */
export const migration: Migration = {
  name: '0004-courses',
  up: async (db: Knex) => {
    await createCourses(db);
    await createMemberships(db);
  },
};

async function createCourses(db: Knex): Promise<void> {
  await db.schema.createTable('courses', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('realm', 191).notNullable();
    table.string('external_id', 191).notNullable();
    table.string('label', 255);
    table.string('title', 1333).notNullable();
    table.string('title_from', 191).notNullable();
    table.text('category');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['realm', 'external_id']);
  });
  await db.schema.createTable('course_groups', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('course_id', 36).notNullable().references('courses.id');
    table.string('external_id', 191).notNullable();
    table.string('name', 255).notNullable();
    table.unique(['course_id', 'external_id']);
  });
}

async function createMemberships(db: Knex): Promise<void> {
  await db.schema.createTable('course_membership_records', (table) => {
    exact(db, table);
    table.string('course_id', 36).notNullable().references('courses.id');
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.string('source', 191).notNullable();
    table.string('role', 16).notNullable();
    table.text('group_ids');
    table.string('status', 16).notNullable();
    table.bigInteger('seen_at').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.primary(['course_id', 'person_id', 'source']);
  });
  await db.schema.createTable('course_memberships', (table) => {
    exact(db, table);
    table.string('course_id', 36).notNullable().references('courses.id');
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.string('role', 16).notNullable();
    table.string('status', 16).notNullable();
    table.text('group_ids').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.primary(['course_id', 'person_id']);
  });
}
