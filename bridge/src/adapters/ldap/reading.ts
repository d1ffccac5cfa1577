import type { Problem } from '../../features/directory/sync/ports.ts';
import type { FilledSettings } from './dialects.ts';
import type { Directory } from './directory.ts';
import { attributesOf, readPerson, valuesOf } from './entries.ts';
import type { Since } from './filters.ts';
import { ancestors } from './names.ts';
import { placePeople, type Memberships, type Placed } from './placement.ts';
import { readUnits, type Unit } from './units.ts';

/** One reading of a directory, under way. */
export interface Reading {
  directory: Directory;
  settings: FilledSettings;
  /** Milliseconds. */
  began: number;
  /** What could not be used is added here. */
  problems: Problem[];
}

/** The units; none where the settings want none. */
export const unitsOf = async ({ directory, settings, problems }: Reading): Promise<Unit[]> =>
  settings.units ? readUnits(directory, { ...settings, units: settings.units }, problems) : [];

/** People, all or those that changed, and what the dialect tells changes by. */
export async function peopleOf(
  { directory, settings, problems }: Reading,
  since?: Since,
): Promise<[Placed[], string[]]> {
  const { people, speaks } = settings;
  const entries = await directory.search({
    base: people.base,
    where: people.where,
    since,
    attributes: [...attributesOf(people), speaks.changes],
    long: people.unitAttribute === undefined ? [] : [people.unitAttribute],
  });
  const placed = entries.flatMap((entry) => {
    const facts = readPerson(entry, people, problems);
    return facts ? [{ entry, facts }] : [];
  });
  return [placed, entries.flatMap((entry) => valuesOf(entry, speaks.changes))];
}

/** What a reading tells of people and where they are. */
export function reportOf(
  { settings, problems }: Reading,
  people: readonly Placed[],
  units: readonly Unit[],
) {
  const realm = `ldap:${settings.name}`;
  const memberships = placePeople(people, units, { settings, problems });
  return {
    kind: 'departments' as const,
    source: realm,
    realm,
    people: people.map(({ facts }) => facts),
    memberships,
    problems: problems.length === 0 ? problems : located(problems, { people, units, memberships }),
  };
}

/** Problems with the unit that their entry is in, so that its admins see them: as it is placed, or by its name. */
function located(
  problems: readonly Problem[],
  by: { people: readonly Placed[]; units: readonly Unit[]; memberships: Memberships },
): Problem[] {
  const ids = new Map(by.units.map((unit) => [unit.dn, unit.facts.externalId]));
  const accounts = new Map(by.people.map(({ entry, facts }) => [entry.dn, facts.externalId]));
  const placed = new Map(
    by.memberships.map((line) => [line.personExternalId, line.departmentExternalId]),
  );
  return problems.map((problem) => {
    const above = ancestors(problem.where).map((dn) => ids.get(dn));
    const unit = placed.get(accounts.get(problem.where) ?? '') ?? above.find(Boolean);
    return unit === undefined ? problem : { ...problem, unit };
  });
}
