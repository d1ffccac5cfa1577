import type { Department } from '../../departments/index.ts';
import type { PeopleDiff, PersonFacts } from '../../people/index.ts';
import type { DepartmentsSnapshot } from '../snapshot.ts';
import type { NamedUnit } from './change.ts';

/** Who and what the ids of a comparison stand for. */
export interface Names {
  /** What the directory says of an account now; undefined where it no longer lists it. */
  facts: (account: string) => PersonFacts | undefined;
  /** The account that speaks for a person, with what it says or said last. */
  accountOf: (personId: string) => PersonFacts | undefined;
  /** The units that the directory lists an account in. */
  unitsOf: (account: string) => readonly string[];
  /** A department's id at the source. */
  externalId: (departmentId: string) => string;
  /** Units by name, each once, in a fixed order. */
  named: (units: Iterable<string>) => NamedUnit[];
}

/** Makes the names of a comparison. Pure. */
export function namesOf(
  people: Pick<PeopleDiff, 'personIds' | 'removed'>,
  snapshot: DepartmentsSnapshot,
  known: readonly Department[],
): Names {
  const facts = new Map(snapshot.people.map((one) => [one.externalId, one]));
  const accounts = new Map(people.removed.map((record) => [record.personId, record.facts]));
  for (const [externalId, personId] of people.personIds) {
    const said = facts.get(externalId);
    if (said) accounts.set(personId, said);
  }
  const lines = Map.groupBy(snapshot.memberships, ({ personExternalId }) => personExternalId);
  const stored = new Map(known.map(({ id, externalId }) => [id, externalId]));
  const units = new Map(
    [...known, ...snapshot.departments].map(({ externalId, name }) => [externalId, name]),
  );
  return {
    facts: (account) => facts.get(account),
    accountOf: (personId) => accounts.get(personId),
    unitsOf: (account) =>
      (lines.get(account) ?? []).map(({ departmentExternalId }) => departmentExternalId),
    externalId: (departmentId) => stored.get(departmentId) ?? '',
    named: (ids) => [...new Set(ids)].sort().map((unit) => ({ unit, name: units.get(unit) ?? '' })),
  };
}
