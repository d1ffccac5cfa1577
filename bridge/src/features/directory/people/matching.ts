import type { Candidate, Conflict, ConflictReason, Match, MatchedBy } from './candidate.ts';
import { doubtAbout } from './doubts.ts';
import { emailKey, phoneKey } from './keys.ts';
import type { PersonFacts } from './person.ts';
import { believed, vouchable, type VouchedKey, type Vouches } from './trust.ts';

/** What is known before matching: people by key, and who has which account of the realm. */
export interface KnownPeople {
  candidates: readonly Candidate[];
  /** Account id of the realm → person. */
  accounts: ReadonlyMap<string, string>;
  /** Account id of the realm → people whom somebody said it is not, whatever they share. */
  apart?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Calling code for national phone numbers. */
  countryCode: string;
  /** What the source vouches for: all, unless told. */
  vouches?: Vouches;
  /** Whether an LMS speaks. */
  isLms?: boolean;
}

interface Key {
  by: Exclude<MatchedBy, 'account'>;
  of: (facts: PersonFacts) => string | null;
  ofCandidate: (candidate: Candidate) => string | null;
  vouched: VouchedKey;
}

/**
 * Finds for each account the person that it belongs to, by stable key only: the account itself, then
 * campus number, then e-mail, then phone; of keys that the source does not vouch for none. The first key that
 * finds somebody decides. More than one person, or one who may well be another, is a conflict and matches nobody.
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
  const said = new Map(incoming.map((facts) => [facts.externalId, facts]));
  const progress = { known, said, matches, blocked: new Set<string>(), claimed: new Map() };
  const vouches = known.vouches ?? vouchable;
  const trusted = incoming.map((facts) => believed(facts, vouches));
  for (const key of keys(known.countryCode)) {
    conflicts.push(...matchLevel(key, trusted, progress));
  }
  if (known.isLms) conflicts.push(...privilegedClaims(incoming, progress));
  return { matches, conflicts };
}

const keys = (countryCode: string): Key[] => [
  {
    by: 'campus-number',
    of: (f) => f.campusNumber,
    ofCandidate: (c) => c.campusNumber,
    vouched: 'campusNumber',
  },
  {
    by: 'email',
    of: (f) => emailKey(f.email),
    ofCandidate: (c) => c.emailKey,
    vouched: 'mail',
  },
  {
    by: 'phone',
    of: (f) => phoneKey(f.phone, countryCode),
    ofCandidate: (c) => c.phoneKey,
    vouched: 'phone',
  },
];

interface Progress {
  known: KnownPeople;
  /** All that is said, believed or not, by account. */
  said: ReadonlyMap<string, PersonFacts>;
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
    const verdict = decide(
      { key, facts, found, sharers: shared.get(value)?.length ?? 1 },
      progress,
    );
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

function decide(question: Question, progress: Progress): Match | Conflict | null {
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
  const doubt = doubtAbout(only, {
    by: key.by,
    facts,
    said: progress.said.get(facts.externalId) ?? facts,
    isTaken: progress.claimed.has(only.id) || only.accounts.length > 0,
    isLms: progress.known.isLms ?? false,
  });
  return doubt === null ? { personId: only.id, by: key.by } : conflict(doubt);
}

/** Who is told by an LMS to have what somebody with power has is listed, even where it vouches for nothing. */
function privilegedClaims(incoming: readonly PersonFacts[], progress: Progress): Conflict[] {
  const { known, matches, blocked } = progress;
  const privileged = known.candidates.filter(({ isPrivileged }) => isPrivileged);
  return incoming.flatMap((facts): Conflict[] => {
    const { externalId } = facts;
    if (matches.has(externalId) || blocked.has(externalId)) return [];
    const apart = known.apart?.get(externalId);
    for (const key of keys(known.countryCode)) {
      const value = key.by === 'phone' ? null : key.of(facts);
      const found = privileged.filter(
        (one) => value !== null && key.ofCandidate(one) === value && !apart?.has(one.id),
      );
      const candidates = found.map(({ id }) => id);
      if (found.length > 0) {
        return [{ externalId, key: key.by, reason: 'holds-power', candidates }];
      }
    }
    return [];
  });
}

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
