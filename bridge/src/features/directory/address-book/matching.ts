import type { Database } from '../../../kernel/database.ts';
import { targetOf, type Reading } from './reading.ts';
import {
  peopleBySeq,
  termsAmong,
  type IndexedPerson,
  type TermMatch,
} from './search-repository.ts';
import { termClass } from './terms.ts';
import type { Visible } from './visibility.ts';

/** Somebody who matches every word, with the best term that the lead word found. */
export interface Match extends TermMatch {
  person: IndexedPerson;
}

export interface MatchDeps {
  db: Database;
  reading: Reading;
}

/** What each word found of each person, by `seq`. */
type Found = ReadonlyMap<number, TermMatch[]>;

/**
 * Who of these people matches all words, by what the reader may see of them. The database is asked for
 * ranges of terms only; everything else is decided here.
 * @param lead all terms that the lead word found of the people in question
 * @param others the other words
 */
export async function matchesAmong(
  deps: MatchDeps,
  lead: readonly TermMatch[],
  others: readonly string[],
): Promise<Match[]> {
  const first = bySeq(lead);
  const { found, seqs } = await narrow(deps, others, [...first.keys()]);
  return decide(deps, [first, ...found], seqs);
}

/** The same where it is known already that the lead word found something of all these people, but not all that it did. */
export async function matchesOf(
  deps: MatchDeps,
  { lead, others }: { lead: string; others: readonly string[] },
  candidates: readonly number[],
): Promise<Match[]> {
  const { found, seqs } = await narrow(deps, others, candidates);
  const first = bySeq(await termsAmong(deps.db, lead, seqs));
  return decide(deps, [first, ...found], seqs);
}

const bySeq = (terms: readonly TermMatch[]): Map<number, TermMatch[]> =>
  Map.groupBy(terms, ({ seq }) => seq);

async function narrow(
  { db }: MatchDeps,
  words: readonly string[],
  candidates: readonly number[],
): Promise<{ found: Found[]; seqs: readonly number[] }> {
  const found: Found[] = [];
  let seqs = candidates;
  for (const word of words) {
    const matches = bySeq(await termsAmong(db, word, seqs));
    found.push(matches);
    seqs = [...matches.keys()];
  }
  return { found, seqs };
}

const nameOnly: Visible = { email: false, phone: false, campusNumber: false };

async function decide(
  { db, reading }: MatchDeps,
  found: readonly Found[],
  seqs: readonly number[],
): Promise<Match[]> {
  const people = await peopleBySeq(db, seqs);
  const bestOfAll = (seq: number, facts: Visible) =>
    found.map((matches) => bestOf(matches.get(seq) ?? [], facts));
  // A name is everybody's to see: only for hidden people and for other facts is it asked who may.
  const isPlain = ({ hidden, seq }: IndexedPerson) =>
    !hidden && !bestOfAll(seq, nameOnly).includes(null);
  const asked = people.filter((person) => !isPlain(person));
  const seen = await reading.see(asked.map(targetOf));
  return people.flatMap((person) => {
    const facts = isPlain(person) ? nameOnly : seen.get(person.personId);
    if (!facts) return [];
    const best = bestOfAll(person.seq, facts);
    const [first] = best;
    return first && !best.includes(null) ? [{ ...first, person }] : [];
  });
}

function bestOf(matches: readonly TermMatch[], facts: Visible): TermMatch | null {
  let best: TermMatch | null = null;
  for (const match of matches) {
    if (isOpen(match, facts) && (best === null || byTerm(match, best) < 0)) best = match;
  }
  return best;
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
export function byCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
