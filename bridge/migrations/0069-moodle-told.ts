import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** What connected Moodles say that they told their people of; until they say so, our own mail is still due. */
export const migration: Migration = {
  name: '0069-moodle-told',
  up: async (db: Knex) => {
    await db.schema.createTable('moodle_told', (table) => {
      exact(db, table);
      table.string('portal_id', 36).notNullable();
      // A meeting that started, or an invitee who missed a call.
      table.string('about', 36).notNullable();
      // Accounts of that Moodle that it could not tell, JSON.
      table.text('untold').notNullable();
      table.bigInteger('told_at').notNullable().index('moodle_told_at');
      table.primary(['about', 'portal_id']);
    });
    await db.schema.alterTable('meeting_notices', (table) => {
      // When mail is due to those whom the LMS has not told by then; null: none is.
      table.bigInteger('mails_due_at').index('meeting_notices_mails_due');
    });
  },
};
