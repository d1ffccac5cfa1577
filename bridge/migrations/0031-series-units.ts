import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Departments that a series is for: whoever is in one of them, or below it, belongs to the series. */
export const migration: Migration = {
  name: '0031-series-units',
  up: async (db: Knex) => {
    await db.schema.createTable('series_invited_units', (table) => {
      exact(db, table);
      table.string('series_id', 36).notNullable().references('meeting_series.id');
      table.string('department_id', 36).notNullable().index().references('departments.id');
      table.bigInteger('invited_at').notNullable();
      table.primary(['series_id', 'department_id']);
    });
  },
};
