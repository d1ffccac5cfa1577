import type { Database } from '../../kernel/database.ts';
import type { RestPosition } from './cursor.ts';
import { byTerm, matchAmong, type Match } from './matching.ts';
import type { Reading } from './reading.ts';
import { countTerms, standingIn, termsFrom, type TermMatch } from './search-repository.ts';
import { termClass, type TermClass } from './terms.ts';

/** A word that more terms begin with than this is as good as any other such word. */
const common = 3_000;
/** So many terms are looked at for one page; then it ends early, and the next one goes on from there. */
const mostLooked = 20_000;

export interface RestQuery {
  db: Database;
  reading: Reading;
  words: readonly string[];
  /** Only who stands in this unit or below; null for the whole campus. */
  unitId: string | null;
  /** Those who were shown as near ones. */
  without: ReadonlySet<number>;
  after: RestPosition | null;
  limit: number;
}

/**
 * The next matches among the whole campus, in the index's own order, so that a page costs as much as it
 * shows, however many people match: the rarest word's terms are walked, and each person on the way is
 * checked for the other words.
 * @returns `next`: where to go on; null at the end
 */
export async function restOf(query: RestQuery): Promise<RestPage> {
  const word = query.after?.word ?? (await rarestWord(query));
  const driver = query.words[word] ?? '';
  const words = [driver, ...query.words.filter((_, at) => at !== word)];
  const matches: Match[] = [];
  let looked = 0;
  for await (const found of walk(query, driver)) {
    for (const match of await accept(query, words, found)) {
      if (matches.length === query.limit)
        return { matches, next: positionAt(word, matches.at(-1)) };
      matches.push(match);
    }
    looked += found.length;
    if (looked >= mostLooked) return { matches, next: positionAt(word, found.at(-1)) };
  }
  return { matches, next: null };
}

export interface RestPage {
  matches: Match[];
  next: RestPosition | null;
}

/** The terms that begin with `driver`, from where the last page ended, some at a time. */
async function* walk(query: RestQuery, driver: string): AsyncGenerator<TermMatch[]> {
  const { db, after } = query;
  const isFiltered = query.words.length > 1 || query.unitId !== null;
  const limit = isFiltered ? 500 : query.limit + 20;
  for (const of of classesOf(query.reading, after?.class ?? 0)) {
    let from: TermMatch | null = after?.class === of ? after : null;
    let found: TermMatch[];
    do {
      found = await termsFrom(db, driver, { class: of, after: from, limit });
      if (found.length > 0) yield found;
      from = found.at(-1) ?? null;
    } while (found.length === limit);
  }
}

const positionAt = (word: number, last: TermMatch | undefined): RestPosition | null =>
  last ? { at: 'rest', word, class: last.class, term: last.term, seq: last.seq } : null;

/** What students may not see of strangers is not even walked through. */
const classesOf = ({ reader }: Reading, from: TermClass): TermClass[] =>
  Object.values(termClass).filter(
    (of) => of >= from && (reader.kind === 'staff' || reader.isAdmin || of <= termClass.initials),
  );

/** Those of the found terms that are the best of somebody who matches, each person once over all pages. */
async function accept(
  query: RestQuery,
  words: readonly string[],
  found: readonly TermMatch[],
): Promise<Match[]> {
  const { db, unitId } = query;
  let seqs = [...new Set(found.map(({ seq }) => seq))].filter((seq) => !query.without.has(seq));
  if (unitId !== null) seqs = [...(await standingIn(db, unitId, seqs))];
  const matches = await matchAmong(query, words, seqs);
  const best = new Map(matches.map((match) => [match.seq, match]));
  return found
    .flatMap((term) => {
      const match = best.get(term.seq);
      return match && byTerm(match, term) === 0 ? [match] : [];
    })
    .sort(byTerm);
}

async function rarestWord({ db, words, reading }: RestQuery): Promise<number> {
  if (words.length < 2) return 0;
  const classes = classesOf(reading, 0);
  let rarest = { at: 0, count: Infinity };
  for (const [at, word] of words.entries()) {
    const count = await countTerms(db, word, { classes, most: common });
    if (count < rarest.count) rarest = { at, count };
  }
  return rarest.at;
}
