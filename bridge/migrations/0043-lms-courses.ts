import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Courses that their LMS deleted, and people who visit a course without being one of its members. */
export const migration: Migration = {
  name: '0043-lms-courses',
  up: async (db: Knex) => {
    await db.schema.alterTable('courses', (table) => {
      table.bigInteger('retired_at').nullable();
    });
    await db.schema.alterTable('course_memberships', (table) => {
      // 1: let in by a launch, though the course's own list does not name them.
      table.integer('visiting').notNullable().defaultTo(0);
    });
  },
};
