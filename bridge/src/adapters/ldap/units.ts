import type { Entry } from 'ldapts';
import type { DepartmentFacts, Problem } from '../../features/directory/sync/ports.ts';
import type { FilledPeople, FilledSettings, FilledUnits } from './dialects.ts';
import type { Directory } from './directory.ts';
import { firstOf, valuesOf } from './entries.ts';
import { ancestors, dnKey } from './names.ts';

/** A unit as it was read. */
export interface Unit {
  dn: string;
  /** What a person's unit attribute may hold to mean this unit. */
  matches: string[];
  /** Names of its members, for a unit that lists them. */
  members: string[];
  /** Another one whenever the entry was changed. */
  stamp: string;
  facts: DepartmentFacts;
}

/** Reads all units and how they lie in each other. What cannot be used is added to `problems`. */
export async function readUnits(
  directory: Directory,
  settings: FilledSettings & { units: FilledUnits },
  problems: Problem[],
): Promise<Unit[]> {
  const { units, people, speaks } = settings;
  const { key, matches, names, members } = units;
  const inOthers = matches === 'dn' ? people.unitAttribute : undefined;
  const entries = await directory.search({
    base: units.base,
    where: units.where,
    attributes: [key, ...(matches === 'dn' ? [] : [matches]), ...names, ...speaks.stamps],
    long: [members, inOthers].filter((name) => typeof name === 'string'),
  });
  const usable = entries.filter((entry) => {
    if (dnKey(entry.dn) === dnKey(units.base)) return false;
    if (firstOf(entry, key) !== null) return true;
    problems.push({ where: entry.dn, field: key, reason: 'is missing' });
    return false;
  });
  const parents = parentsOf(usable, { units, people, problems });
  const ids = new Map(usable.map((entry) => [dnKey(entry.dn), firstOf(entry, key)]));
  return usable.map((entry): Unit => {
    const dn = dnKey(entry.dn);
    const name = names.map((attribute) => firstOf(entry, attribute)).find((text) => text !== null);
    return {
      dn,
      matches:
        matches === 'dn' ? [dn] : valuesOf(entry, matches).map((value) => value.toLowerCase()),
      members: members === null ? [] : valuesOf(entry, members).map(dnKey),
      stamp: speaks.stamps.map((attribute) => firstOf(entry, attribute)).find(Boolean) ?? '',
      facts: {
        externalId: firstOf(entry, key) ?? '',
        parentExternalId: ids.get(parents.get(dn) ?? '') ?? null,
        name: name ?? entry.dn,
      },
    };
  });
}

interface Reading {
  units: FilledUnits;
  people: FilledPeople;
  problems: Problem[];
}

/** Unit → the unit that it lies in: by its name in the tree; of groups, the group that it is a member of. */
function parentsOf(entries: readonly Entry[], reading: Reading): Map<string, string> {
  const known = new Set(entries.map(({ dn }) => dnKey(dn)));
  const outer = groupsAround(entries, reading);
  const parents = new Map<string, string>();
  for (const { dn } of entries) {
    const own = dnKey(dn);
    const around = outer?.get(own) ?? (outer ? [] : ancestors(dn));
    const inTree = around.filter((name) => known.has(name));
    const parent = inTree.find((name) => !isInside(parents, name, own));
    const oddity = outer ? oddityOf(inTree, parent) : null;
    if (oddity !== null) reading.problems.push({ where: dn, field: null, reason: oddity });
    if (parent !== undefined) parents.set(own, parent);
  }
  return parents;
}

function oddityOf(around: readonly string[], parent: string | undefined): string | null {
  if (around.length > 1) return `is in several groups; it is shown in ${parent ?? 'none'}`;
  return around.length === 1 && parent === undefined
    ? 'lies in a circle of groups; it is shown at the top'
    : null;
}

/** Group → the groups that it is a member of, in order of their names; null where units are no groups. */
function groupsAround(
  entries: readonly Entry[],
  { units, people }: Reading,
): Map<string, string[]> | null {
  const { members } = units;
  const inOthers = units.matches === 'dn' ? people.unitAttribute : undefined;
  if (members === null && inOthers === undefined) return null;
  const known = new Set(entries.map(({ dn }) => dnKey(dn)));
  const pairs = entries.flatMap((entry): [string, string][] => {
    const own = dnKey(entry.dn);
    const inner = members === null ? [] : valuesOf(entry, members).map(dnKey);
    const around = inOthers === undefined ? [] : valuesOf(entry, inOthers).map(dnKey);
    return [
      ...inner.map((name): [string, string] => [name, own]),
      ...around.map((name): [string, string] => [own, name]),
    ];
  });
  const outer = new Map<string, string[]>();
  for (const [inner, around] of pairs.filter((pair) => pair.every((name) => known.has(name)))) {
    outer.set(inner, [...new Set([...(outer.get(inner) ?? []), around])].sort());
  }
  return outer;
}

/** Whether `name` is `unit` or lies in it, so that putting `unit` into `name` would make a circle. */
function isInside(parents: ReadonlyMap<string, string>, name: string, unit: string): boolean {
  let at: string | undefined = name;
  while (at !== undefined) {
    if (at === unit) return true;
    at = parents.get(at);
  }
  return false;
}
