import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Meetings, the seats in them, and who the conference server says is in which room. */
export const migration: Migration = {
  name: '0006-meetings',
  up: async (db: Knex) => {
    await db.schema.createTable('meetings', (table) => {
      table.string('id', 36).primary();
      table.string('kind', 16).notNullable();
      table.string('course_id', 36).index();
      table.string('group_id', 36);
      table.string('title', 1000).notNullable();
      table.string('host_person_id', 36).notNullable();
      table.string('host_name', 400).notNullable();
      table.string('state', 16).notNullable();
      table.string('room', 32).notNullable().unique();
      // One running meeting per course and group: the key is held while the meeting runs, then null.
      table.string('running_key', 120).unique();
      table.integer('capacity').notNullable();
      table.integer('seat_changes').notNullable().defaultTo(0);
      table.bigInteger('scheduled_at');
      table.bigInteger('started_at');
      table.bigInteger('empty_since');
      table.bigInteger('ended_at').index();
      table.string('end_reason', 60);
      table.index(['state', 'empty_since']);
    });
    await db.schema.createTable('seats', (table) => {
      table.string('id', 36).primary();
      table.string('meeting_id', 36).notNullable().references('meetings.id');
      table.string('person_id', 36).notNullable();
      table.string('role', 16).notNullable();
      // Null while the person is in the room; a seat whose lease has passed is free.
      table.bigInteger('lease_expires_at');
      table.bigInteger('taken_at').notNullable();
      table.unique(['meeting_id', 'person_id']);
    });
    await db.schema.createTable('occupants', (table) => {
      table.string('source', 64).notNullable();
      table.string('jid', 191).notNullable();
      table.string('meeting_id', 36).notNullable().references('meetings.id');
      table.string('person_id', 36).notNullable();
      table.string('occupant_id', 64).notNullable();
      table.bigInteger('joined_at');
      table.bigInteger('left_at');
      table.string('leave_reason', 200);
      table.primary(['source', 'jid', 'meeting_id']);
      table.index(['meeting_id', 'left_at']);
    });
    await db.schema.createTable('conference_sources', (table) => {
      table.string('source', 64).primary();
      table.integer('last_sequence').notNullable();
      table.bigInteger('first_seen_at').notNullable();
      table.bigInteger('replaced_at');
    });
  },
};
