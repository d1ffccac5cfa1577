import { wrongCursor } from '../../../kernel/cursor.ts';
import type { NearPosition, Position } from './cursor.ts';
import { byTerm, matchesAmong, type Match, type MatchDeps } from './matching.ts';
import type { Near } from './near.ts';
import { restOf } from './rest.ts';
import {
  allTerms,
  countTerms,
  membersAmong,
  termsAmong,
  type TermMatch,
} from './search-repository.ts';

/** Where is searched: a list that can be looked through whole, or a large unit (null: the whole campus). */
export type Scope = { pool: readonly number[] } | { unitId: string | null };

export interface Search extends MatchDeps {
  near: Near;
  words: readonly string[];
  scope: Scope;
  after: Position | null;
  limit: number;
}

interface Found {
  personIds: string[];
  next: Position | null;
}

/** A word that more terms begin with than this is walked in the index's order; fewer are taken whole. */
const common = 400;
/** To find the rarest of several words it is counted no further than this. */
const mostCounted = 3_000;

/**
 * Finds people: the reader's favourites first, then those who are related to the reader, then everybody
 * else; within each by what matched (the name from its beginning, later names, pinyin, initials, number,
 * mail, phone), then by the term itself, which puts an exact match first.
 */
export async function search(query: Search): Promise<Found> {
  const { after, words, scope } = query;
  if (after && !fits(after, query)) throw wrongCursor();
  if (words.length === 0) return { personIds: [], next: null };
  if ('pool' in scope) return nearPage(await rankedMatches(query, 0, scope.pool), query, true);
  const rarest = after?.at === 'rest' ? { at: after.word, count: Infinity } : await rarestOf(query);
  if (rarest.count <= common) return nearPage(await rankedMatches(query, rarest.at), query, true);
  const near = await rankedMatches(query, rarest.at, [...query.near.keys()]);
  const first = nearPage(near, query, false);
  if (first.next) return first;
  const rest = await restOf({
    ...query,
    lead: rarest.at,
    unitId: scope.unitId,
    without: new Set(near.map(({ seq }) => seq)),
    after: after?.at === 'rest' ? after : null,
    limit: query.limit - first.personIds.length,
  });
  return { personIds: [...first.personIds, ...idsOf(rest.matches)], next: rest.next };
}

async function rarestOf({ db, words }: Search): Promise<{ at: number; count: number }> {
  const most = words.length === 1 ? common + 1 : mostCounted;
  const counts = await Promise.all(words.map((word) => countTerms(db, word, most)));
  const count = Math.min(...counts);
  return { at: counts.indexOf(count), count };
}

function nearPage(near: readonly Ranked[], { after, limit }: Search, isAll: boolean): Found {
  if (after?.at === 'rest') return { personIds: [], next: null };
  const shown = near.filter((one) => isBehind(one, after)).slice(0, limit);
  const last = shown.at(-1);
  // A full page ends here even when all near ones are on it: whether there are others is the next one's.
  const isFull = shown.length === limit && !isAll;
  const next = last && (last !== near.at(-1) || isFull) ? positionOf(last) : null;
  return { personIds: idsOf(shown), next };
}

const idsOf = (matches: readonly Match[]) => matches.map(({ person }) => person.personId);

/** Whether a cursor was made by such a search: not by a list, nor by other words. */
function fits(after: Position, { words, scope }: Search): boolean {
  if (after.at !== 'rest') return after.at === 'near';
  return 'unitId' in scope && after.term.startsWith(words[after.word] ?? '\u0000');
}

interface Ranked extends Match {
  nearness: 0 | 1 | 2;
}

/** Who matches of `seqs`, or (without them) of all whom the lead word finds; the nearest first. */
async function rankedMatches(
  query: Search,
  lead: number,
  seqs?: readonly number[],
): Promise<Ranked[]> {
  const { db, words } = query;
  const word = words[lead] ?? '';
  const found = seqs ? await termsAmong(db, word, seqs) : await allTerms(db, word);
  const others = words.filter((_, at) => at !== lead);
  const matches = await matchesAmong(query, await within(query, found), others);
  return matches
    .map((match): Ranked => ({ ...match, nearness: query.near.get(match.seq) ?? 2 }))
    .sort(byNearness);
}

async function within(
  { db, scope }: Search,
  found: readonly TermMatch[],
): Promise<readonly TermMatch[]> {
  if ('pool' in scope || scope.unitId === null) return found;
  const inside = await membersAmong(db, scope.unitId, [...new Set(found.map(({ seq }) => seq))]);
  return found.filter(({ seq }) => inside.has(seq));
}

type Rank = Pick<Ranked, 'nearness' | 'class' | 'term' | 'seq'>;

const byNearness = (a: Rank, b: Rank): number => a.nearness - b.nearness || byTerm(a, b);

const isBehind = (match: Ranked, after: Position | null): boolean =>
  after?.at !== 'near' || byNearness(match, after) > 0;

const positionOf = ({ nearness, class: of, term, seq }: Ranked): NearPosition => ({
  at: 'near',
  nearness,
  class: of,
  term,
  seq,
});
