import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/**
 * Who came and went as the conference server told it, so that a connection that comes again loses nothing of its first
 * stay; by what a course judges; what teachers correct, and what students object to.
 */
export const migration: Migration = {
  name: '0061-attendance',
  up: async (db: Knex) => {
    await createEvents(db);
    await createRules(db);
    await createCorrections(db);
    await createObjections(db);
  },
};

async function createEvents(db: Knex): Promise<void> {
  await db.schema.createTable('attendance_events', (table) => {
    table.string('source', 64).notNullable();
    table.integer('sequence').notNullable();
    table.string('meeting_id', 36).notNullable().references('meetings.id');
    table.string('person_id', 36).notNullable().index();
    table.string('jid', 191).notNullable();
    table.string('type', 8).notNullable();
    table.bigInteger('at').notNullable();
    table.string('reason', 200);
    table.primary(['source', 'sequence']);
    table.index(['meeting_id', 'at']);
  });
}

async function createRules(db: Knex): Promise<void> {
  await db.schema.createTable('attendance_rules', (table) => {
    table.string('course_id', 36).primary();
    table.integer('late_minutes').notNullable();
    table.integer('early_minutes').notNullable();
    table.integer('least_share').notNullable();
    table.integer('break_minutes').notNullable();
    table.bigInteger('changed_at').notNullable();
  });
  await db.schema.createTable('attendance_meetings', (table) => {
    table.string('meeting_id', 36).primary().references('meetings.id');
    // As the plan was when the meeting ended: a plan that is changed later judges nobody anew.
    table.bigInteger('planned_end');
    // Null: by whether anybody of the roster came.
    table.boolean('counts');
  });
}

async function createCorrections(db: Knex): Promise<void> {
  await db.schema.createTable('attendance_corrections', (table) => {
    // The later one counts.
    table.increments('number');
    table.string('id', 36).notNullable().unique();
    table.string('meeting_id', 36).notNullable().references('meetings.id');
    table.string('person_id', 36).notNullable().index();
    table.string('status', 16).notNullable();
    table.string('reason', 1200).notNullable();
    table.string('made_by', 36).notNullable().index();
    table.bigInteger('made_at').notNullable();
    table.string('undone_by', 36).index();
    table.bigInteger('undone_at');
    table.index(['meeting_id', 'person_id']);
  });
}

async function createObjections(db: Knex): Promise<void> {
  await db.schema.createTable('attendance_objections', (table) => {
    table.string('id', 36).primary();
    table.string('meeting_id', 36).notNullable().index().references('meetings.id');
    table.string('person_id', 36).notNullable().index();
    // Held while it is open: one at a time.
    table.string('open_key', 80).unique();
    table.text('note').notNullable();
    table.string('state', 16).notNullable();
    table.bigInteger('made_at').notNullable();
    table.text('answer');
    table.string('answered_by', 36).index();
    table.bigInteger('answered_at');
  });
}
