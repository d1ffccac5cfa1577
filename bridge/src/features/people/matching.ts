import { emailKey, phoneKey } from './keys.ts';
import type { PersonFacts } from './person.ts';

/** A person that an account might belong to, as far as matching needs to know. */
export interface Candidate {
  id: string;
  campusNumber: string | null;
  emailKey: string | null;
  phoneKey: string | null;
  /** Ids of the person's accounts in the realm that is being read, gone ones left out. */
  accounts: readonly string[];
}

export type MatchedBy = 'account' | 'campus-number' | 'email' | 'phone';

export type ConflictReason =
  /** Several people have this key. */
  | 'several-people'
  /** The source itself gives this key to several accounts. */
  | 'shared-in-source'
  /** The person with this key has another, stronger key, or another account in the same realm. */
  | 'contradiction';

/** Two records that may or may not be one person: nothing is merged, somebody has to look. */
export interface Conflict {
  externalId: string;
  key: MatchedBy;
  reason: ConflictReason;
  /** Ids of the people in question. */
  candidates: string[];
}

export interface Match {
  personId: string;
  by: MatchedBy;
}

/** What is known before matching: people by key, and who has which account of the realm. */
export interface KnownPeople {
  candidates: readonly Candidate[];
  /** Account id of the realm → person. */
  accounts: ReadonlyMap<string, string>;
  /** Account id of the realm → people whom somebody said it is not, whatever they share. */
  apart?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Calling code for national phone numbers. */
  countryCode: string;
}

interface Key {
  by: Exclude<MatchedBy, 'account'>;
  of: (facts: PersonFacts) => string | null;
  ofCandidate: (candidate: Candidate) => string | null;
}

/**
 * Finds for each account the person that it belongs to, by stable key only: the account itself, then
 * campus number, then e-mail, then phone. The first key that finds somebody decides. More than one
 * person, or one with a contradicting stronger key, is a conflict and matches nobody.
 * @returns matches by external id; accounts without one are new people
 */
export function matchPeople(
  incoming: readonly PersonFacts[],
  known: KnownPeople,
): { matches: Map<string, Match>; conflicts: Conflict[] } {
  const matches = new Map<string, Match>();
  const conflicts: Conflict[] = [];
  for (const { externalId } of incoming) {
    const personId = known.accounts.get(externalId);
    if (personId !== undefined) matches.set(externalId, { personId, by: 'account' });
  }
  const blocked = new Set<string>();
  const claimed = new Map<string, string>();
  for (const key of keys(known.countryCode)) {
    const level = matchLevel(key, incoming, { known, matches, blocked, claimed });
    conflicts.push(...level);
  }
  return { matches, conflicts };
}

const keys = (countryCode: string): Key[] => [
  { by: 'campus-number', of: (f) => f.campusNumber, ofCandidate: (c) => c.campusNumber },
  { by: 'email', of: (f) => emailKey(f.email), ofCandidate: (c) => c.emailKey },
  { by: 'phone', of: (f) => phoneKey(f.phone, countryCode), ofCandidate: (c) => c.phoneKey },
];

interface Progress {
  known: KnownPeople;
  matches: Map<string, Match>;
  /** Accounts in conflict: weaker keys must not decide what a stronger one left open. */
  blocked: Set<string>;
  /** Person → the account that took them by e-mail or phone in this very snapshot. */
  claimed: Map<string, string>;
}

function matchLevel(key: Key, incoming: readonly PersonFacts[], progress: Progress): Conflict[] {
  const people = groupBy(progress.known.candidates, key.ofCandidate);
  const shared = groupBy(incoming, key.of);
  const conflicts: Conflict[] = [];
  for (const facts of incoming) {
    const value = key.of(facts);
    if (value === null || progress.matches.has(facts.externalId)) continue;
    if (progress.blocked.has(facts.externalId)) continue;
    const apart = progress.known.apart?.get(facts.externalId);
    const found = (people.get(value) ?? []).filter(({ id }) => !apart?.has(id));
    const verdict = judge({ key, facts, found, sharers: shared.get(value)?.length ?? 1 }, progress);
    if (verdict === null) continue;
    if ('personId' in verdict) accept(verdict, facts.externalId, progress);
    else conflicts.push(verdict);
    if (!('personId' in verdict)) progress.blocked.add(facts.externalId);
  }
  return conflicts;
}

function accept(match: Match, externalId: string, progress: Progress): void {
  progress.matches.set(externalId, match);
  progress.claimed.set(match.personId, externalId);
}

interface Question {
  key: Key;
  facts: PersonFacts;
  found: readonly Candidate[];
  sharers: number;
}

function judge(question: Question, progress: Progress): Match | Conflict | null {
  const { key, facts, found, sharers } = question;
  const conflict = (reason: ConflictReason): Conflict | null =>
    // Families and offices share telephones: that is no conflict, and no match.
    key.by === 'phone'
      ? null
      : {
          externalId: facts.externalId,
          key: key.by,
          reason,
          candidates: found.map(({ id }) => id),
        };
  if (sharers > 1) return conflict('shared-in-source');
  const [only, ...others] = found;
  if (only === undefined) return null;
  if (others.length > 0) return conflict('several-people');
  return contradicts(question, only, progress)
    ? conflict('contradiction')
    : { personId: only.id, by: key.by };
}

/** A campus number is believed even where the person has another account: accounts get made anew. */
function contradicts({ key, facts }: Question, candidate: Candidate, progress: Progress): boolean {
  if (key.by === 'campus-number') return false;
  if (differs(facts.campusNumber, candidate.campusNumber)) return true;
  if (key.by === 'phone' && differs(emailKey(facts.email), candidate.emailKey)) return true;
  return progress.claimed.has(candidate.id) || candidate.accounts.length > 0;
}

const differs = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;

function groupBy<T>(items: readonly T[], key: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const value = key(item);
    if (value === null) continue;
    const group = groups.get(value);
    if (group) group.push(item);
    else groups.set(value, [item]);
  }
  return groups;
}
