import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** What administrators decide about who is who and who is active, and all that it takes to undo it. */
export const migration: Migration = {
  name: '0026-identities',
  up: async (db: Knex) => {
    await db.schema.alterTable('people', (table) => {
      // Whom this person turned out to be; set, the row is only there for old links.
      table.string('merged_into', 36).index('people_merged_into');
    });
    await createDecisions(db);
    await createMerges(db);
    await changeConflicts(db);
  },
};

async function createDecisions(db: Knex): Promise<void> {
  await db.schema.createTable('person_decisions', (table) => {
    exact(db, table);
    table.string('id', 36).primary();
    table.string('kind', 16).notNullable();
    table.string('person_id', 36).notNullable().index('person_decisions_person');
    // The other of two people, where it is about two.
    table.string('other_id', 36).index('person_decisions_other');
    table.string('conflict_id', 36).index('person_decisions_conflict');
    table.string('reason', 500);
    table.string('actor_id', 36).notNullable();
    table.bigInteger('at').notNullable().index('person_decisions_at');
    // What an undo needs besides the rows that were moved.
    table.text('detail', 'mediumtext').notNullable();
    table.bigInteger('undone_at');
    table.string('undone_by', 36);
  });
  // An account that is not this person, whatever they share.
  await db.schema.createTable('person_apart', (table) => {
    exact(db, table);
    table.string('realm', 191).notNullable();
    table.string('external_id', 191).notNullable();
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.string('decision_id', 36).notNullable().index();
    table.primary(['realm', 'external_id', 'person_id']);
  });
}

/** Rows that a merge moved, or left out because the survivor has the same: as they were before. */
async function createMerges(db: Knex): Promise<void> {
  await db.schema.createTable('person_merge_rows', (table) => {
    exact(db, table);
    table.increments('seq').primary();
    table.string('decision_id', 36).notNullable().index();
    table.string('table_name', 64).notNullable();
    table.string('column_name', 64).notNullable();
    table.string('what', 16).notNullable();
    table.text('before', 'mediumtext').notNullable();
  });
}

interface OldConflict {
  id: string;
  candidates: string;
}

/** Candidates get rows of their own, and an account that has no record yet keeps what was said of it. */
async function changeConflicts(db: Knex): Promise<void> {
  await db.schema.createTable('person_conflict_candidates', (table) => {
    exact(db, table);
    table.string('conflict_id', 36).notNullable();
    table.string('person_id', 36).notNullable().index().references('people.id');
    table.primary(['conflict_id', 'person_id']);
  });
  for (const { id, candidates } of await db<OldConflict>('person_conflicts')) {
    for (const personId of new Set(JSON.parse(candidates) as string[])) {
      await db('person_conflict_candidates').insert({ conflict_id: id, person_id: personId });
    }
  }
  await db.schema.alterTable('person_conflicts', (table) => {
    table.dropColumn('candidates');
    table.string('realm', 191);
    table.text('said', 'mediumtext');
    table.index(['created_at', 'id'], 'person_conflicts_age');
  });
}
