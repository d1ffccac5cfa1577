import type { Database, Subquery } from '../../../kernel/database.ts';
import { inChunks } from '../../../kernel/sql.ts';
import type { Person, PersonStatus } from './person.ts';
import { fromPersonRow, type PersonRow } from './rows.ts';

/** Which people are wanted, sorted by name, then id. */
export interface PeopleQuery {
  /** Only those whose ids every one of these questions answers. */
  among: readonly Subquery[];
  statuses: readonly PersonStatus[];
  /** Only names (or campus numbers) that hold this, already folded. */
  search: string | null;
  after: { sortName: string; id: string } | null;
  limit: number;
}

/** Somebody of a list, with what the list is sorted by. */
export interface ListedPerson {
  person: Person;
  sortName: string;
}

/** A page of people; who turned out to be somebody else is found as that one. */
export async function peoplePage(db: Database, query: PeopleQuery): Promise<ListedPerson[]> {
  const { after } = query;
  const found = db<PersonRow>('people')
    // Nearly all are nobody else: the plus keeps SQLite from looking them up by that, whoever else is asked for.
    .whereRaw('+merged_into is null')
    .whereIn('status', [...query.statuses])
    .orderBy(['sort_name', 'id'])
    .limit(query.limit);
  for (const ids of query.among) void found.whereIn('id', ids);
  if (query.search !== null) {
    const pattern = `%${query.search.replace(/[!%_]/gu, '!$&')}%`;
    void found.whereRaw(`search_name like ? escape '!'`, [pattern]);
  }
  if (after !== null) {
    void found.where((later) =>
      later
        .where('sort_name', '>', after.sortName)
        .orWhere((same) => same.where('sort_name', after.sortName).where('id', '>', after.id)),
    );
  }
  return (await found.select<PersonRow[]>()).map((row) => ({
    person: fromPersonRow(row),
    sortName: row.sort_name,
  }));
}

/** The mail address and the phone number that somebody is known by, as keys. */
export interface PersonContacts {
  id: string;
  email: string | null;
  phone: string | null;
}

/** By what these people can be reached; who turned out to be somebody else is left out. */
export async function contactsSaidOf(
  db: Database,
  ids: readonly string[],
): Promise<PersonContacts[]> {
  const rows = await inChunks(ids, (chunk) =>
    db<PersonRow>('people').whereIn('id', chunk).whereNull('merged_into'),
  );
  return rows.map((row) => ({ id: row.id, email: row.email_key, phone: row.phone_key }));
}

/** The active person whose id stands in a column of another question. */
export const activePersonOf = (db: Database, column: string): Subquery =>
  peopleWho(db, 'active').whereRaw('?? = ??', ['people.id', column]);

/** Ids of people who are active, or were deactivated. */
export const peopleWho = (db: Database, status: 'active' | 'deactivated'): Subquery =>
  db<PersonRow>('people').where({ status }).select('id');
