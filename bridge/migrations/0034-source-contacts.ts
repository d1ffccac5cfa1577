import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';
import { exact } from './exact.ts';

const kinds = { phone: 'phone_key', mail: 'email_key' } as const;

/**
 * The phone number and the mail address that somebody logs in with, as sources give them; and another one that a
 * source has said since, until the person or a system admin confirms it.
 */
export const migration: Migration = {
  name: '0034-source-contacts',
  up: async (db: Knex) => {
    await db.schema.createTable('source_contacts', (table) => {
      exact(db, table);
      table.string('person_id', 36).notNullable().references('people.id');
      table.string('kind', 8).notNullable();
      // What one logs in with; null where nothing was ever confirmed or given by a trusted source.
      table.string('contact', 191).index('source_contacts_contact');
      // False where no source says it any more: kept, so that another one is seen to be a change.
      table.boolean('is_held').notNullable();
      table.string('given_source', 191);
      // When somebody last logged in with it, or confirmed it.
      table.bigInteger('proven_at');
      table.string('pending', 191);
      table.string('pending_source', 191);
      table.bigInteger('pending_at');
      // When the old contact was told of it; null: not yet.
      table.bigInteger('told_at').index('source_contacts_told');
      // What the person said not to be theirs: no run asks again.
      table.string('refused', 191);
      table.primary(['person_id', 'kind']);
    });
    for (const [kind, column] of Object.entries(kinds)) await carryOver(db, kind, column);
  },
};

/**
 * What people log in with today goes on, as something that was proven. Where several share it, only those whom a
 * directory, a sheet or an application names keep it: anybody can write an address into an LMS.
 */
async function carryOver(db: Knex, kind: string, column: string): Promise<void> {
  const trusted = ['ldap', 'sheet', 'application'].map((source) => `r.source like '${source}%'`);
  await db.raw(
    `insert into source_contacts (person_id, kind, contact, is_held, proven_at)
     select p.id, ?, p.${column}, 1, p.updated_at from people p
     where p.${column} is not null and p.merged_into is null and (
       exists (select 1 from person_records r where r.person_id = p.id and (${trusted.join(' or ')}))
       or not exists (select 1 from people q where q.${column} = p.${column} and q.id <> p.id))`,
    [kind],
  );
}
