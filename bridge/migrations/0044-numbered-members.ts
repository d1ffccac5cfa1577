import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Which number those have in a course whose LMS withholds their names. */
export const migration: Migration = {
  name: '0044-numbered-members',
  up: async (db: Knex) => {
    await db.schema.createTable('numbered_members', (table) => {
      exact(db, table);
      table.string('person_id', 36).primary().references('people.id');
      table.string('course_id', 36).notNullable().references('courses.id');
      table.integer('number').notNullable();
      table.unique(['course_id', 'number']);
    });
  },
};
