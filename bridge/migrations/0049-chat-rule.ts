import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

/** Who may write to whom in a meeting, where it was whether members may write at all. */
export const migration: Migration = {
  name: '0049-chat-rule',
  up: async (db: Knex) => {
    await db.schema.alterTable('meeting_permissions', (table) => {
      table.string('chat_rule', 16).notNullable().defaultTo('everybody');
    });
    await db('meeting_permissions').where({ chat: false }).update({ chat_rule: 'off' });
    await db.schema.alterTable('meeting_permissions', (table) => {
      table.dropColumn('chat');
    });
    await db.schema.alterTable('meeting_permissions', (table) => {
      table.renameColumn('chat_rule', 'chat');
    });
  },
};
