import type { Database } from '../../kernel/database.ts';
import { targetOf, type Reading } from './reading.ts';
import {
  peopleBySeq,
  termsAmong,
  type IndexedPerson,
  type TermMatch,
} from './search-repository.ts';
import { termClass } from './terms.ts';
import type { Visible } from './visibility.ts';

/** Somebody who matches every word, with the best term that the first of the words found. */
export interface Match extends TermMatch {
  person: IndexedPerson;
}

/**
 * Who of these people matches all words by what the reader may see of them. The database is only asked
 * for ranges of terms; everything else is decided here.
 * @param words not empty; the first one gives each match its term
 */
export async function matchAmong(
  { db, reading }: { db: Database; reading: Reading },
  words: readonly string[],
  seqs: readonly number[],
): Promise<Match[]> {
  const found: Map<number, TermMatch[]>[] = [];
  let left = [...seqs];
  for (const word of words) {
    const matches = Map.groupBy(await termsAmong(db, word, left), ({ seq }) => seq);
    found.push(matches);
    left = [...matches.keys()];
  }
  const people = await peopleBySeq(db, left);
  const seen = await reading.see([...people.values()].map(targetOf));
  return [...people.values()].flatMap((person) => {
    const facts = seen.get(person.personId);
    if (!facts) return [];
    const best = found.map((matches) => bestOf(matches.get(person.seq) ?? [], facts));
    const [first] = best;
    return first && !best.includes(null) ? [{ ...first, person }] : [];
  });
}

function bestOf(matches: readonly TermMatch[], facts: Visible): TermMatch | null {
  return matches.filter((match) => isOpen(match, facts)).sort(byTerm)[0] ?? null;
}

/** What may not be seen may not be searched by. */
function isOpen(match: TermMatch, facts: Visible): boolean {
  if (match.class === termClass.campusNumber) return facts.campusNumber;
  if (match.class === termClass.email) return facts.email;
  return match.class !== termClass.phone || facts.phone;
}

/** By class, then term, then person: the order in which the index is read. */
export const byTerm = (a: TermMatch, b: TermMatch): number =>
  a.class - b.class || byCodePoints(a.term, b.term) || a.seq - b.seq;

/** As both databases order texts. JavaScript's own order differs for characters beyond U+FFFF. */
export const byCodePoints = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));
