import type { Database } from '../../../kernel/database.ts';
import { endOfRange } from './query.ts';
import { termClass, type TermClass } from './terms.ts';
import type { PersonKind } from './visibility.ts';

/** One term of one person that begins with a word that was asked for. */
export interface TermMatch {
  seq: number;
  term: string;
  class: TermClass;
}

/** What the index says of a person, apart from terms. */
export interface IndexedPerson {
  seq: number;
  personId: string;
  sortKey: string;
  kind: PersonKind;
  hidden: boolean;
}

interface PersonRow {
  seq: number;
  person_id: string;
  sort_key: string;
  kind: PersonKind;
  hidden: boolean | number;
}

const everyClass = Object.values(termClass);

const terms = (db: Database) => db<TermMatch>('address_book_terms');

const fromRow = (row: PersonRow): IndexedPerson => ({
  seq: row.seq,
  personId: row.person_id,
  sortKey: row.sort_key,
  kind: row.kind,
  hidden: Boolean(row.hidden),
});

export interface TermsWanted {
  class: TermClass;
  after: { term: string; seq: number } | null;
  /** Only of people of whom each of these words finds something, too, in a class up to `upTo`. */
  others: readonly string[];
  upTo: TermClass;
  limit: number;
}

/**
 * The next terms of one class that begin with `word`, in their order, from behind `after`. Walks one
 * range of one index and looks the other words up person by person.
 */
export async function termsFrom(
  db: Database,
  word: string,
  wanted: TermsWanted,
): Promise<TermMatch[]> {
  const { after, others, upTo } = wanted;
  const found = db<TermMatch>('address_book_terms as t')
    .where('t.class', wanted.class)
    .where('t.term', '>=', after?.term ?? word)
    .where('t.term', '<', endOfRange(word));
  if (after !== null) {
    void found.where((later) =>
      later.where('t.term', '>', after.term).orWhere('t.seq', '>', after.seq),
    );
  }
  for (const other of others) {
    const term = db('address_book_terms as o')
      .where('o.seq', db.ref('t.seq'))
      .where('o.term', '>=', other)
      .where('o.term', '<', endOfRange(other))
      .where('o.class', '<=', upTo);
    void found.whereExists(term);
  }
  return found
    .orderBy(['t.term', 't.seq'])
    .limit(wanted.limit)
    .select<TermMatch[]>('t.seq', 't.term', 't.class');
}

/** The terms of these people that begin with `word`. */
export async function termsAmong(
  db: Database,
  word: string,
  seqs: readonly number[],
): Promise<TermMatch[]> {
  if (seqs.length === 0) return [];
  return terms(db)
    .whereIn('seq', seqs)
    .where('term', '>=', word)
    .where('term', '<', endOfRange(word))
    .select('seq', 'term', 'class');
}

/** Every term that begins with `word`. For words that few terms begin with. */
export const allTerms = async (db: Database, word: string): Promise<TermMatch[]> =>
  terms(db)
    .whereIn('class', everyClass)
    .where('term', '>=', word)
    .where('term', '<', endOfRange(word))
    .select('seq', 'term', 'class');

/** How many terms begin with `word`; counts no further than `most`. */
export async function countTerms(db: Database, word: string, most: number): Promise<number> {
  const some = terms(db)
    .whereIn('class', everyClass)
    .where('term', '>=', word)
    .where('term', '<', endOfRange(word))
    .limit(most)
    .select('seq');
  const row = await db.from(some.as('some')).count<{ n: number | string }[]>({ n: '*' });
  return Number(row[0]?.n ?? 0);
}

/** In no order; those who were indexed anew meanwhile are left out. For a page of people: one query takes them all. */
export async function peopleBySeq(db: Database, seqs: readonly number[]): Promise<IndexedPerson[]> {
  if (seqs.length === 0) return [];
  return (await db<PersonRow>('address_book_people').whereIn('seq', seqs)).map(fromRow);
}

/** Most values in one question; the databases take some ten thousand. */
const mostIds = 5_000;

/** However many, in no order; whoever is not in the index is left out. */
export async function peopleById(
  db: Database,
  personIds: readonly string[],
): Promise<IndexedPerson[]> {
  const found: IndexedPerson[] = [];
  for (let at = 0; at < personIds.length; at += mostIds) {
    const some = personIds.slice(at, at + mostIds);
    const rows = await db<PersonRow>('address_book_people').whereIn('person_id', some);
    found.push(...rows.map(fromRow));
  }
  return found;
}

/** Which of these people stand in the unit or below it. */
export async function membersAmong(
  db: Database,
  unitId: string,
  seqs: readonly number[],
): Promise<Set<number>> {
  if (seqs.length === 0) return new Set();
  const rows = await db<{ seq: number; unit_id: string }>('address_book_units')
    .where({ unit_id: unitId })
    .whereIn('seq', seqs)
    .select('seq');
  return new Set(rows.map(({ seq }) => seq));
}
