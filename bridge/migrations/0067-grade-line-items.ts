import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/**
 * Line items for each activity (resource link) of a course, besides the one for the course, whose `link_id` is
 * empty. What is known of that one is taken over; `grade_scores` and the columns of `grade_columns` that are
 * copied are not read any more.
 */
export const migration: Migration = {
  name: '0067-grade-line-items',
  up: async (db: Knex) => {
    await db.schema.alterTable('grade_addresses', (table) => {
      // Whether results may be read back.
      table.boolean('reads_results').notNullable().defaultTo(false);
    });
    await db.schema.alterTable('grade_columns', (table) => {
      table.string('per', 8).notNullable().defaultTo('course');
    });
    await db.schema.createTable('grade_links', (table) => {
      table.string('course_id', 36).notNullable();
      table.string('link_id', 191).notNullable();
      table.string('title', 255);
      // The series that the link opens; null: the course's room.
      table.string('series_id', 36);
      // The line item that the LMS keeps for the link by itself.
      table.string('line_item_url', 2000);
      table.bigInteger('noted_at').notNullable();
      table.primary(['course_id', 'link_id']);
    });
    await db.schema.createTable('grade_line_items', (table) => {
      table.string('course_id', 36).notNullable();
      table.string('link_id', 191).notNullable();
      // Null: has to be found or made at the LMS.
      table.string('url', 2000);
      table.string('failure', 60);
      table.bigInteger('failed_at');
      table.integer('attempts').notNullable();
      // When its results were last read back.
      table.bigInteger('checked_at');
      table.primary(['course_id', 'link_id']);
    });
    await db.schema.createTable('grade_line_scores', (table) => {
      table.string('course_id', 36).notNullable();
      table.string('link_id', 191).notNullable();
      table.string('person_id', 36).notNullable().index();
      // Hundredths of a percent, so that what is equal is equal.
      table.integer('wanted').notNullable();
      table.integer('sent');
      table.bigInteger('sent_at');
      table.string('state', 16).notNullable();
      table.bigInteger('next_at').notNullable();
      table.integer('attempts').notNullable();
      table.string('failure', 60);
      table.primary(['course_id', 'link_id', 'person_id']);
      table.index(['state', 'next_at']);
    });
    await db.raw(`insert into grade_line_items
      (course_id, link_id, url, failure, failed_at, attempts, checked_at)
      select course_id, '', line_item_url, failure, failed_at, attempts, null from grade_columns`);
    await db.raw(`insert into grade_line_scores
      (course_id, link_id, person_id, wanted, sent, sent_at, state, next_at, attempts, failure)
      select course_id, '', person_id, wanted, sent, sent_at, state, next_at, attempts, failure
      from grade_scores`);
  },
};
