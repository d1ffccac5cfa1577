import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** How long people waited for the room and for the ring, and what was so in each minute: for campus IT's plots. */
export const migration: Migration = {
  name: '0052-operation-samples',
  up: async (db: Knex) => {
    await db.schema.alterTable('seats', (table) => {
      // When the way into the room was last asked for, when its holder was in the room thereupon, and how long it took.
      table.bigInteger('asked_at').index();
      table.bigInteger('arrived_at').index();
      table.integer('waited_ms');
    });
    await db.schema.alterTable('call_invitees', (table) => {
      table.bigInteger('rung_at').index();
    });
    await db.schema.createTable('operation_samples', (table) => {
      // The end of the minute, milliseconds.
      table.bigInteger('at').primary();
      table.integer('meetings').notNullable();
      table.integer('people').notNullable();
      table.integer('joins').notNullable();
      table.integer('missed').notNullable();
      table.integer('join_ms');
      table.integer('rings').notNullable();
      table.integer('ring_ms');
      // {"jvb1":0.31}
      table.text('stress').notNullable();
    });
  },
};
