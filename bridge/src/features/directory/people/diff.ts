import { digest } from '../../../kernel/ids.ts';
import type { Conflict, MatchedBy } from './candidate.ts';
import { matchPeople, type KnownPeople } from './matching.ts';
import { factFields, type PersonFacts, type SourceOfPeople } from './person.ts';
import { changedFields, type PersonRecord } from './precedence.ts';

/** What a source's present telling would change about people. Made by `diffPeople`, done by `apply`. */
export interface PeopleDiff {
  from: SourceOfPeople;
  /** Accounts of people whom nobody knew. */
  created: { personId: string; facts: PersonFacts; hash: string }[];
  /** Accounts of people whom another source made known. */
  attached: { personId: string; facts: PersonFacts; hash: string; by: MatchedBy }[];
  /** Accounts that say something else than before; `returned` when the account had been gone. */
  changed: {
    record: PersonRecord;
    facts: PersonFacts;
    hash: string;
    fields: string[];
    returned: boolean;
  }[];
  /** Accounts that the source no longer lists; only where it lists everybody. */
  removed: PersonRecord[];
  unchanged: PersonRecord[];
  conflicts: Conflict[];
  /** Account id → person, for every account of the telling. */
  personIds: Map<string, string>;
}

/** What the diff is made from; nothing is read or written by it. */
export interface PeopleNow {
  from: SourceOfPeople;
  incoming: readonly PersonFacts[];
  /** The source's own records; all of them when `complete`. */
  records: readonly PersonRecord[];
  known: KnownPeople;
  /** True when `incoming` is everybody that the source knows, so that others have left. */
  complete: boolean;
  /** Accounts that the source takes back. */
  gone?: ReadonlySet<string>;
  newId: () => string;
}

/** Compares what a source says now with what it said before. Pure but for `newId`. */
export function diffPeople(now: PeopleNow): PeopleDiff {
  const diff: PeopleDiff = {
    from: now.from,
    created: [],
    attached: [],
    changed: [],
    removed: [],
    unchanged: [],
    conflicts: [],
    personIds: new Map(),
  };
  const before = new Map(now.records.map((record) => [record.externalId, record]));
  const strangers = now.incoming.filter((facts) => {
    const record = before.get(facts.externalId);
    if (record) compare(record, facts, diff);
    return !record;
  });
  place(strangers, now, diff);
  if (now.complete) {
    const present = new Set(now.incoming.map(({ externalId }) => externalId));
    diff.removed = now.records.filter((r) => r.goneAt === null && !present.has(r.externalId));
  }
  const takenBack = now.records.filter((r) => r.goneAt === null && now.gone?.has(r.externalId));
  diff.removed.push(...takenBack);
  return diff;
}

function compare(record: PersonRecord, facts: PersonFacts, diff: PeopleDiff): void {
  const hash = factsHash(facts);
  const returned = record.goneAt !== null;
  diff.personIds.set(facts.externalId, record.personId);
  if (record.hash === hash && !returned) diff.unchanged.push(record);
  else {
    const fields = changedFields(record.facts, facts);
    diff.changed.push({ record, facts, hash, fields, returned });
  }
}

function place(strangers: readonly PersonFacts[], now: PeopleNow, diff: PeopleDiff): void {
  const { matches, conflicts } = matchPeople(strangers, now.known);
  diff.conflicts = conflicts;
  for (const facts of strangers) {
    const hash = factsHash(facts);
    const match = matches.get(facts.externalId);
    const personId = match?.personId ?? now.newId();
    diff.personIds.set(facts.externalId, personId);
    if (match) diff.attached.push({ personId, facts, hash, by: match.by });
    else diff.created.push({ personId, facts, hash });
  }
}

/** A digest of all that is said of an account, to see a change without comparing fields. */
export const factsHash = (facts: PersonFacts): string =>
  digest(JSON.stringify(factFields.map((field) => facts[field])));
