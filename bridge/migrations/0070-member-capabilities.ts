import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** What an LMS capabilities members beside their role: invite guests, see attendance (decision 0036). */
export const migration: Migration = {
  name: '0070-member-capabilities',
  up: async (db: Knex) => {
    for (const name of ['course_membership_records', 'course_memberships']) {
      await db.schema.alterTable(name, (table) => {
        // A JSON list; null: the source does not say, and hosts have all of them.
        table.text('capabilities');
      });
    }
  },
};
