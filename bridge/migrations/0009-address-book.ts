import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

/** What the campus is searched by, who is among whose favourites and recent ones, and who is hidden. */
export const migration: Migration = {
  name: '0009-address-book',
  up: async (db: Knex) => {
    await createIndex(db);
    await createMarks(db);
    await createLists(db);
  },
};

/** The index follows from people, departments and courses; it can be thrown away and made again. */
async function createIndex(db: Knex): Promise<void> {
  await db.schema.createTable('address_book_people', (table) => {
    exact(db, table);
    // Small numbers instead of UUIDs: the tables below have some fifteen rows a person.
    table.increments('seq');
    table.string('person_id', 36).notNullable().unique();
    table.string('sort_key', 191).notNullable();
    table.string('kind', 16).notNullable();
    table.boolean('hidden').notNullable().index();
    table.index(['sort_key', 'seq']);
  });
  await db.schema.createTable('address_book_terms', (table) => {
    exact(db, table);
    table.integer('seq').unsigned().notNullable();
    table.string('term', 64).notNullable();
    table.tinyint('class').unsigned().notNullable();
    // By person, to see whether somebody matches a word; below by word, to find who does.
    table.primary(['seq', 'term']);
    table.index(['class', 'term', 'seq']);
  });
  await db.schema.createTable('address_book_units', (table) => {
    exact(db, table);
    table.string('unit_id', 36).notNullable();
    table.string('sort_key', 191).notNullable();
    table.integer('seq').unsigned().notNullable();
    table.primary(['seq', 'unit_id']);
    table.index(['unit_id', 'sort_key', 'seq']);
  });
}

/** People whose entries are to be made anew: written with the change itself, taken away with the new entry. */
async function createMarks(db: Knex): Promise<void> {
  await db.schema.createTable('address_book_marks', (table) => {
    exact(db, table);
    table.string('person_id', 36).primary();
    table.string('mark', 36).notNullable();
  });
  await db.schema.createTable('address_book_state', (table) => {
    exact(db, table);
    table.string('name', 36).primary();
    table.string('value', 64).notNullable();
  });
}

async function createLists(db: Knex): Promise<void> {
  await db.schema.createTable('address_book_favourites', (table) => {
    exact(db, table);
    table.string('person_id', 36).notNullable().references('people.id');
    table.string('favourite_id', 36).notNullable().references('people.id');
    table.bigInteger('added_at').notNullable();
    table.primary(['person_id', 'favourite_id']);
  });
  await db.schema.createTable('address_book_met', (table) => {
    exact(db, table);
    table.string('person_id', 36).notNullable().references('people.id');
    table.string('met_id', 36).notNullable().references('people.id');
    table.bigInteger('met_at').notNullable();
    table.primary(['person_id', 'met_id']);
    table.index(['person_id', 'met_at']);
  });
  await db.schema.createTable('address_book_hidden', (table) => {
    exact(db, table);
    table.string('person_id', 36).primary().references('people.id');
    table.bigInteger('hidden_at').notNullable();
  });
}
