import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/**
 * Which source says that somebody is in a department. `department_memberships` follows from it: who is
 * claimed by any source is in. So the directory does not remove whom a sheet registered, nor the reverse.
 */
export const migration: Migration = {
  name: '0016-department-claims',
  up: async (db: Knex) => {
    await db.schema.createTable('department_claims', (table) => {
      exact(db, table);
      table.string('department_id', 36).notNullable().references('departments.id');
      table.string('person_id', 36).notNullable().index().references('people.id');
      table.string('source', 191).notNullable();
      table.string('status', 16).notNullable();
      table.bigInteger('changed_at').notNullable();
      table.primary(['department_id', 'person_id', 'source']);
    });
    // Until now only the directory that a unit comes from could say who is in it.
    const before = db('department_memberships as m')
      .join('departments as d', 'd.id', 'm.department_id')
      .select('m.department_id', 'm.person_id', 'd.source', 'm.status', 'm.changed_at');
    const columns = ['department_id', 'person_id', 'source', 'status', 'changed_at'];
    const into = db.raw('?? (??, ??, ??, ??, ??)', ['department_claims', ...columns]);
    await db(into as unknown as string).insert(before);
  },
};
