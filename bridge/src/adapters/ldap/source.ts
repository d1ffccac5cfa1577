import type { Entry } from 'ldapts';
import type {
  DepartmentFacts,
  DepartmentsSnapshot,
  PersonFacts,
  Problem,
  RosterSource,
} from '../../features/rosters/ports.ts';
import { withDirectory, type Directory } from './directory.ts';
import { attributesOf, firstOf, readPerson, valuesOf } from './entries.ts';
import { ancestors, dnKey } from './names.ts';
import type { LdapSettings, PeopleSettings, UnitSettings } from './settings.ts';

/** A directory as a roster: its people, its tree of units, and who is in which. Its one scope is `all`. */
export function createLdapSource(settings: LdapSettings): RosterSource {
  const key = `ldap:${settings.name}`;
  return {
    name: settings.name,
    kind: 'departments',
    realm: key,
    scopes: () => Promise.resolve(['all']),
    snapshot: () =>
      withDirectory(settings, async (directory): Promise<DepartmentsSnapshot> => {
        const problems: Problem[] = [];
        const units = settings.units ? await readUnits(directory, settings.units, problems) : [];
        const entries = await directory.search(peopleSearch(settings.people));
        const people = entries.flatMap((entry) => {
          const facts = readPerson(entry, settings.people, problems);
          return facts ? [{ entry, facts }] : [];
        });
        return {
          kind: 'departments',
          source: key,
          realm: key,
          people: people.map(({ facts }) => facts),
          departments: units.map(({ facts }) => facts),
          memberships: placePeople(people, units, { settings, problems }),
          problems,
        };
      }),
  };
}

function peopleSearch(people: PeopleSettings) {
  const attributes = attributesOf(people);
  const named = Object.values(attributes).filter((name): name is string => name !== null);
  const more = [people.suspended?.attribute, people.unitAttribute].filter(
    (name) => name !== undefined,
  );
  return {
    base: people.base,
    where: people.where ?? [{ attribute: 'objectClass', value: 'inetOrgPerson' }],
    attributes: [...new Set([...named, ...more, 'cn'])],
    binary: binaryKey(attributes.key),
  };
}

const binaryKey = (key: string): string[] => (key.toLowerCase() === 'objectguid' ? [key] : []);

interface Unit {
  dn: string;
  /** What a person's unit attribute may hold to mean this unit. */
  matches: string[];
  facts: DepartmentFacts;
}

async function readUnits(
  directory: Directory,
  settings: UnitSettings,
  problems: Problem[],
): Promise<Unit[]> {
  const key = settings.key ?? 'entryUUID';
  const matches = settings.matches ?? 'ou';
  const names = settings.names ?? ['ou', 'description'];
  const entries = await directory.search({
    base: settings.base,
    where: settings.where ?? [{ attribute: 'objectClass', value: 'organizationalUnit' }],
    attributes: [...new Set([key, matches, ...names])],
    binary: binaryKey(key),
  });
  const base = dnKey(settings.base);
  const below = entries.filter(({ dn }) => dnKey(dn) !== base);
  const ids = new Map(below.map((entry) => [dnKey(entry.dn), firstOf(entry, key)]));
  return below.flatMap((entry): Unit[] => {
    const externalId = firstOf(entry, key);
    if (externalId === null) {
      problems.push({ where: entry.dn, field: key, reason: 'is missing' });
      return [];
    }
    const parent = ancestors(entry.dn).find((dn) => ids.get(dn));
    const name = names.map((attribute) => firstOf(entry, attribute)).find((text) => text !== null);
    const facts = {
      externalId,
      parentExternalId: ids.get(parent ?? '') ?? null,
      name: name ?? entry.dn,
    };
    return [{ dn: dnKey(entry.dn), matches: valuesOf(entry, matches), facts }];
  });
}

type Placed = { entry: Entry; facts: PersonFacts };

function placePeople(
  people: readonly Placed[],
  units: readonly Unit[],
  by: { settings: LdapSettings; problems: Problem[] },
): DepartmentsSnapshot['memberships'] {
  const { unitAttribute } = by.settings.people;
  const byDn = new Map(units.map((unit) => [unit.dn, unit.facts.externalId]));
  const byValue = new Map(
    units.flatMap((unit) =>
      unit.matches.map((value) => [value.toLowerCase(), unit.facts.externalId]),
    ),
  );
  return people.flatMap(({ entry, facts }) => {
    const found =
      unitAttribute === undefined
        ? ancestors(entry.dn)
            .map((dn) => byDn.get(dn))
            .filter((id) => id !== undefined)
            .slice(0, 1)
        : valuesOf(entry, unitAttribute).flatMap((value) => {
            const id = byValue.get(value.toLowerCase());
            if (id === undefined) {
              by.problems.push({
                where: entry.dn,
                field: unitAttribute,
                reason: 'names no known unit',
              });
            }
            return id === undefined ? [] : [id];
          });
    return found.map((departmentExternalId) => ({
      personExternalId: facts.externalId,
      departmentExternalId,
    }));
  });
}
