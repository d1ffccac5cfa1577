import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Where an LMS takes grades, the courses that give some, and what each student was given. */
export const migration: Migration = {
  name: '0062-grades',
  up: async (db: Knex) => {
    await db.schema.createTable('grade_addresses', (table) => {
      table.string('course_id', 36).primary();
      table.string('platform_id', 36).notNullable();
      table.string('issuer', 191).notNullable();
      table.string('line_items_url', 2000).notNullable();
      table.bigInteger('noted_at').notNullable();
    });
    await db.schema.createTable('grade_columns', (table) => {
      table.string('course_id', 36).primary();
      table.boolean('is_on').notNullable();
      table.string('measure', 16).notNullable();
      table.string('label', 400).notNullable();
      // Null: has to be found or made at the LMS.
      table.string('line_item_url', 2000);
      // How many meetings were forgotten when it was switched on: grades are not made of what is left.
      table.integer('forgotten').notNullable();
      // When it has to be computed anew; null: nothing has changed.
      table.bigInteger('due_at').index();
      table.bigInteger('computed_at');
      table.string('failure', 60);
      table.bigInteger('failed_at');
      table.integer('attempts').notNullable();
    });
    await db.schema.createTable('grade_scores', (table) => {
      table.string('course_id', 36).notNullable();
      table.string('person_id', 36).notNullable().index();
      // Hundredths of a percent, so that what is equal is equal.
      table.integer('wanted').notNullable();
      table.integer('sent');
      table.bigInteger('sent_at');
      table.string('state', 16).notNullable();
      table.bigInteger('next_at').notNullable();
      table.integer('attempts').notNullable();
      table.string('failure', 60);
      table.primary(['course_id', 'person_id']);
      table.index(['state', 'next_at']);
    });
  },
};
