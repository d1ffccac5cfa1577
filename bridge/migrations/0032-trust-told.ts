import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** Whether whoever is concerned by a conflict was told, and by which trust people were last made out. */
export const migration: Migration = {
  name: '0032-trust-told',
  up: async (db: Knex) => {
    await db.schema.alterTable('person_conflicts', (table) => {
      table.bigInteger('announced_at');
    });
    // Nobody is written to about what has waited until now.
    await db('person_conflicts').update({ announced_at: 0 });
    await db.schema.createTable('people_trust', (table) => {
      exact(db, table);
      table.string('name', 36).primary();
      // A digest of all that is declared.
      table.string('declared', 64).notNullable();
      table.bigInteger('changed_at').notNullable();
    });
  },
};
