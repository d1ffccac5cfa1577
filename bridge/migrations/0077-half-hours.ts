import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What was so in each half hour, made of its minutes: a month is read from some hundred rows. */
export const migration: Migration = {
  name: '0077-half-hours',
  up: async (db: Knex) => {
    await db.schema.createTable('operation_half_hours', (table) => {
      // The end of the half hour, milliseconds.
      table.bigInteger('at').primary();
      table.integer('meetings').notNullable();
      table.integer('people').notNullable();
      table.integer('joins').notNullable();
      table.integer('missed').notNullable();
      table.integer('join_ms');
      table.integer('rings').notNullable();
      table.integer('ring_ms');
      table.text('stress').notNullable();
    });
  },
};
