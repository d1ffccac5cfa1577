import type { Database } from '../../kernel/database.ts';
import { wrongCursor, type NearPosition, type Position } from './cursor.ts';
import { byTerm, matchAmong, type Match } from './matching.ts';
import type { Near } from './near.ts';
import type { Reading } from './reading.ts';
import { restOf } from './rest.ts';
import { standingIn } from './search-repository.ts';

/** Where is searched: a list that can be looked through whole, or a large unit (null: the whole campus). */
export type Scope = { pool: readonly number[] } | { unitId: string | null };

export interface Search {
  db: Database;
  reading: Reading;
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

/**
 * Finds people: the reader's favourites first, then those who are related to the reader, then everybody
 * else; within each by what matched (the name from its beginning, later names, pinyin, initials, number,
 * mail, phone), then by the term itself, which puts an exact match first.
 */
export async function search(query: Search): Promise<Found> {
  const { after, words, scope } = query;
  if (after && !fits(after, query)) throw wrongCursor();
  if (words.length === 0) return { personIds: [], next: null };
  const near = await nearMatches(query);
  const first = nearPage(near, query);
  if (first.next || 'pool' in scope) return first;
  const rest = await restOf({
    ...query,
    unitId: scope.unitId,
    without: new Set(near.map(({ seq }) => seq)),
    after: after?.at === 'rest' ? after : null,
    limit: query.limit - first.personIds.length,
  });
  return { personIds: [...first.personIds, ...idsOf(rest.matches)], next: rest.next };
}

function nearPage(near: readonly NearMatch[], { after, limit, scope }: Search): Found {
  if (after?.at === 'rest') return { personIds: [], next: null };
  const shown = near.filter((one) => isBehind(one, after)).slice(0, limit);
  const last = shown.at(-1);
  // A full page ends here even when all near ones are on it: whether there are others is the next one's.
  const isFull = shown.length === limit && !('pool' in scope);
  const next = last && (last !== near.at(-1) || isFull) ? positionOf(last) : null;
  return { personIds: idsOf(shown), next };
}

const idsOf = (matches: readonly Match[]) => matches.map(({ person }) => person.personId);

/** Whether a cursor was made by such a search: not by a list, nor by other words. */
function fits(after: Position, { words, scope }: Search): boolean {
  if (after.at !== 'rest') return after.at === 'near';
  return 'unitId' in scope && after.term.startsWith(words[after.word] ?? '\u0000');
}

interface NearMatch extends Match {
  nearness: 0 | 1;
}

async function nearMatches(query: Search): Promise<NearMatch[]> {
  const { scope, near } = query;
  const seqs = 'pool' in scope ? scope.pool : await within(query, [...near.keys()]);
  const matches = await matchAmong(query, query.words, seqs);
  return matches
    .map((match) => ({ ...match, nearness: near.get(match.seq) ?? (1 as const) }))
    .sort(byNearness);
}

async function within({ db, scope }: Search, seqs: number[]): Promise<readonly number[]> {
  if ('pool' in scope || scope.unitId === null) return seqs;
  return [...(await standingIn(db, scope.unitId, seqs))];
}

type Ranked = Pick<NearMatch, 'nearness' | 'class' | 'term' | 'seq'>;

const byNearness = (a: Ranked, b: Ranked): number => a.nearness - b.nearness || byTerm(a, b);

const isBehind = (match: NearMatch, after: Position | null): boolean =>
  after?.at !== 'near' ||
  byNearness(match, { ...after, nearness: after.nearness === 0 ? 0 : 1 }) > 0;

const positionOf = ({ nearness, class: of, term, seq }: NearMatch): NearPosition => ({
  at: 'near',
  nearness,
  class: of,
  term,
  seq,
});
