import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** How many mails somebody caused on a day of the campus. */
export const migration: Migration = {
  name: '0039-mail-quotas',
  up: async (db: Knex) => {
    await db.schema.createTable('mail_quotas', (table) => {
      exact(db, table);
      table.string('person_id', 36).notNullable();
      // `2026-11-29`, in the campus's zone.
      table.string('day', 10).notNullable().index();
      table.integer('used').notNullable();
      // When administrators were told that it is used up; null while it is not.
      table.bigInteger('reached_at');
      table.primary(['person_id', 'day']);
    });
  },
};
