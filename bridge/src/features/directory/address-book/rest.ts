import type { RestPosition } from './cursor.ts';
import { byTerm, matchesOf, type Match, type MatchDeps } from './matching.ts';
import { membersAmong, termsFrom, type TermMatch } from './search-repository.ts';
import { classesFor } from './terms.ts';

export interface RestQuery extends MatchDeps {
  words: readonly string[];
  /** Which of the words is walked: the rarest. */
  lead: number;
  /** Only who stands in this unit or below; null for the whole campus. */
  unitId: string | null;
  /** Those who were shown as near ones. */
  without: ReadonlySet<number>;
  after: RestPosition | null;
  limit: number;
}

/**
 * The next matches among the whole campus, in the index's own order, so that a page costs as much as it
 * shows, however many people match: the lead word's terms are walked, and each person on the way is
 * checked for the other words.
 * @returns `next`: where to go on; null at the end
 */
export async function restOf(query: RestQuery): Promise<RestPage> {
  const matches: Match[] = [];
  for await (const found of walk(query)) {
    for (const match of await accept(query, found)) {
      if (matches.length === query.limit)
        return { matches, next: positionAt(query, matches.at(-1)) };
      matches.push(match);
    }
  }
  return { matches, next: null };
}

export interface RestPage {
  matches: Match[];
  next: RestPosition | null;
}

/** The terms that begin with the lead word, from where the last page ended, some at a time. */
async function* walk(query: RestQuery): AsyncGenerator<TermMatch[]> {
  const { db, words, lead, after } = query;
  const classes = classesFor(query.reading.reader);
  const others = words.filter((_, at) => at !== lead);
  const upTo = classes.at(-1) ?? 0;
  // Some are left out again: those who were shown as near ones, and terms that are not somebody's best.
  const limit = query.limit + 30;
  for (const of of classes.filter((one) => one >= (after?.class ?? 0))) {
    let from: TermMatch | null = after?.class === of ? after : null;
    for (;;) {
      const wanted = { class: of, after: from, others, upTo, limit };
      const found = await termsFrom(db, words[lead] ?? '', wanted);
      if (found.length > 0) yield found;
      from = found.at(-1) ?? null;
      if (found.length < limit) break;
    }
  }
}

const positionAt = ({ lead }: RestQuery, last: TermMatch | undefined): RestPosition | null =>
  last ? { at: 'rest', word: lead, class: last.class, term: last.term, seq: last.seq } : null;

/** Those of the found terms that are the best of somebody who matches: so each person comes once over all pages. */
async function accept(query: RestQuery, found: readonly TermMatch[]): Promise<Match[]> {
  const { db, unitId, words, lead } = query;
  let seqs = [...new Set(found.map(({ seq }) => seq))].filter((seq) => !query.without.has(seq));
  if (unitId !== null) seqs = [...(await membersAmong(db, unitId, seqs))];
  const others = words.filter((_, at) => at !== lead);
  const matches = await matchesOf(query, { lead: words[lead] ?? '', others }, seqs);
  const best = new Map(matches.map((match) => [match.seq, match]));
  return found.flatMap((term) => {
    const match = best.get(term.seq);
    return match && byTerm(match, term) === 0 ? [match] : [];
  });
}
