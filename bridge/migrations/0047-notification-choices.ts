import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

const columns = {
  push: 'push',
  mail: 'mail',
  lms: 'lms',
  missed_call_mail: 'missedCallMail',
  summary_mail: 'summaryMail',
} as const;

/** A row for each choice, where there was a column for each kind: a new kind of notification needs no migration. */
export const migration: Migration = {
  name: '0047-notification-choices',
  up: async (db: Knex) => {
    await db.schema.createTable('notification_choices', (table) => {
      exact(db, table);
      table.string('person_id', 36).notNullable();
      table.string('setting', 40).notNullable();
      table.boolean('wanted').notNullable();
      table.primary(['person_id', 'setting']);
    });
    for (const [column, setting] of Object.entries(columns)) {
      await db('notification_choices').insert(
        db('notice_settings')
          .whereNotNull(column)
          .select('person_id', db.raw('? as setting', [setting]), `${column} as wanted`),
      );
    }
    await db.schema.dropTable('notice_settings');
  },
};
