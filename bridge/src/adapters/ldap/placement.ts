import type { Entry } from 'ldapts';
import type {
  DepartmentsSnapshot,
  PersonFacts,
  Problem,
} from '../../features/directory/sync/ports.ts';
import type { FilledSettings } from './dialects.ts';
import { valuesOf } from './entries.ts';
import { ancestors, dnKey } from './names.ts';
import type { Unit } from './units.ts';

export type Placed = { entry: Entry; facts: PersonFacts };
export type Memberships = DepartmentsSnapshot['memberships'];

/**
 * Who is in which unit: by the unit's list of members, by an attribute of the person, or by the nearest unit
 * above the person in the tree. Members of a group within a group are in the inner one, which lies in the outer.
 */
export function placePeople(
  people: readonly Placed[],
  units: readonly Unit[],
  by: { settings: FilledSettings; problems: Problem[] },
): Memberships {
  if (isListed(by.settings)) return listed(people, units, by.problems);
  const { unitAttribute } = by.settings.people;
  return unitAttribute === undefined
    ? byName(people, units)
    : byAttribute(people, units, { ...by, unitAttribute });
}

/** Whether units say who is in them, rather than people or their names. */
export const isListed = ({ units }: FilledSettings): boolean => (units?.members ?? null) !== null;

const membership = ({ facts }: Placed, departmentExternalId: string) => ({
  personExternalId: facts.externalId,
  departmentExternalId,
});

function byName(people: readonly Placed[], units: readonly Unit[]): Memberships {
  const ids = new Map(units.map((unit) => [unit.dn, unit.facts.externalId]));
  return people.flatMap((person) => {
    const id = ancestors(person.entry.dn)
      .map((dn) => ids.get(dn))
      .find(Boolean);
    return id === undefined ? [] : [membership(person, id)];
  });
}

function byAttribute(
  people: readonly Placed[],
  units: readonly Unit[],
  by: { settings: FilledSettings; unitAttribute: string; problems: Problem[] },
): Memberships {
  const isName = by.settings.units?.matches === 'dn';
  const ids = new Map(
    units.flatMap((unit) => unit.matches.map((value) => [value, unit.facts.externalId])),
  );
  return people.flatMap((person) =>
    valuesOf(person.entry, by.unitAttribute).flatMap((value) => {
      const id = ids.get(isName ? dnKey(value) : value.toLowerCase());
      // People are in many groups that are no units.
      if (id === undefined && !isName) {
        const where = person.entry.dn;
        by.problems.push({ where, field: by.unitAttribute, reason: 'names no known unit' });
      }
      return id === undefined ? [] : [membership(person, id)];
    }),
  );
}

function listed(
  people: readonly Placed[],
  units: readonly Unit[],
  problems: Problem[],
): Memberships {
  const byDn = new Map(people.map((person) => [dnKey(person.entry.dn), person]));
  const groups = new Set(units.map(({ dn }) => dn));
  return units.flatMap((unit) => {
    const strangers = unit.members.filter((dn) => !byDn.has(dn) && !groups.has(dn));
    if (strangers.length > 0) {
      const reason = `${strangers.length} members are no people that were read, ${strangers[0] ?? ''} first`;
      problems.push({ where: unit.dn, field: null, reason });
    }
    return unit.members.flatMap((dn) => {
      const person = byDn.get(dn);
      return person ? [membership(person, unit.facts.externalId)] : [];
    });
  });
}
