import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Moodles whose activity plugin is connected: the codes that let one in, and how far each room's roster is. */
export const migration: Migration = {
  name: '0065-moodle-connections',
  up: async (db: Knex) => {
    await db.schema.alterTable('portals', (table) => {
      // `portal`, or `moodle` for one that its activity plugin has connected.
      table.string('kind', 20).notNullable().defaultTo('portal');
    });
    await db.schema.createTable('moodle_codes', (table) => {
      exact(db, table);
      table.string('digest', 64).primary();
      // The address that the code is for, as IT said.
      table.string('wwwroot', 191).notNullable();
      table.string('name', 255).notNullable();
      table.string('vouches', 60).notNullable();
      table.bigInteger('expires_at').notNullable();
      table.bigInteger('used_at');
    });
    await db.schema.createTable('moodle_connections', (table) => {
      exact(db, table);
      table.string('portal_id', 36).primary();
      table.string('plugin', 50).notNullable();
      table.string('moodle', 100).notNullable();
      table.bigInteger('connected_at').notNullable();
      table.bigInteger('heard_at').notNullable();
    });
    await db.schema.createTable('moodle_rooms', (table) => {
      exact(db, table);
      table.string('portal_id', 36).notNullable();
      table.string('room', 60).notNullable();
      // The latest roster that was taken: an older one that comes late changes nothing.
      table.bigInteger('sequence').notNullable();
      table.primary(['portal_id', 'room']);
    });
  },
};
