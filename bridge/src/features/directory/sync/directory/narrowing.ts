import type { Department, DepartmentsDiff } from '../../departments/index.ts';
import type { PeopleDiff } from '../../people/index.ts';
import type { DepartmentsSnapshot } from '../snapshot.ts';
import type { Borders } from './borders.ts';

/** What a directory's telling would change: people, and units with who is in them. */
export interface Difference {
  people: PeopleDiff;
  departments: DepartmentsDiff;
}

interface Narrowing {
  snapshot: DepartmentsSnapshot;
  borders: Borders;
  known: readonly Department[];
  /** The departments that those are in whom the directory no longer lists, by person, whoever says so. */
  placesOf: ReadonlyMap<string, readonly string[]>;
}

/**
 * Keeps of a difference what lies within the borders of a run. The rules, by which nothing of another
 * department is changed:
 * - Who is listed in a unit within the borders is theirs: their record is brought up to date, and they join
 *   that unit. What other units know of them stays as it is; those units' own runs see to it.
 * - Who moved out, or is listed nowhere any more, loses the directory's claim on the units within, and
 *   nothing else.
 * - Who is gone from the directory altogether is deactivated by the run whose units are the only ones that
 *   they are in, whoever put them there; where another department has them too, by the run of the last one.
 *   Who is in no unit at all is left to runs over everything.
 * - A unit that crosses the borders stays where it is until a run over everything; so do the outermost units.
 * Pure.
 */
export function narrowed(all: Difference, by: Narrowing): Difference {
  return { people: narrowedPeople(all.people, by), departments: narrowedUnits(all, by) };
}

function narrowedPeople(all: PeopleDiff, by: Narrowing): PeopleDiff {
  const { snapshot, borders, known, placesOf } = by;
  const listed = new Set(
    snapshot.memberships
      .filter(({ departmentExternalId }) => borders.holds(departmentExternalId))
      .map(({ personExternalId }) => personExternalId),
  );
  const within = new Set(
    known.filter(({ externalId }) => borders.holds(externalId)).map(({ id }) => id),
  );
  const isOnlyOurs = (personId: string): boolean => {
    const places = placesOf.get(personId) ?? [];
    return places.length > 0 && places.every((id) => within.has(id));
  };
  return {
    ...all,
    created: all.created.filter(({ facts }) => listed.has(facts.externalId)),
    attached: all.attached.filter(({ facts }) => listed.has(facts.externalId)),
    changed: all.changed.filter(({ facts }) => listed.has(facts.externalId)),
    unchanged: all.unchanged.filter(({ externalId }) => listed.has(externalId)),
    removed: all.removed.filter(({ personId }) => isOnlyOurs(personId)),
    conflicts: all.conflicts.filter(({ externalId }) => listed.has(externalId)),
  };
}

function narrowedUnits({ departments: all }: Difference, by: Narrowing): DepartmentsDiff {
  const { snapshot, borders, known } = by;
  const externalIds = new Map(known.map(({ id, externalId }) => [id, externalId]));
  const isOurs = ({ departmentId }: { departmentId: string }) =>
    borders.holds(externalIds.get(departmentId) ?? '');
  const added = all.added.filter(({ externalId }) => borders.holds(externalId));
  const changed = all.changed.flatMap((change) => keptChange(change, borders));
  const members = {
    added: all.members.added.filter((one) => borders.holds(one.departmentExternalId)),
    returned: all.members.returned.filter(isOurs),
    removed: all.members.removed.filter(isOurs),
  };
  const units = snapshot.departments.filter(({ externalId }) => borders.holds(externalId));
  const lines = new Set(
    snapshot.memberships
      .filter(({ departmentExternalId }) => borders.holds(departmentExternalId))
      .map((line) => JSON.stringify([line.personExternalId, line.departmentExternalId])),
  );
  const stayed = lines.size - members.added.length - members.returned.length;
  return {
    added,
    changed,
    removed: all.removed.filter(({ externalId }) => isInside(externalId, borders)),
    unchanged: units.length - added.length - changed.length,
    members: { ...members, unchanged: stayed, before: stayed + members.removed.length },
  };
}

const isInside = (unit: string, { holds, holdsAbove }: Borders): boolean =>
  holds(unit) && holdsAbove(unit);

/** A unit's new name is taken; a new place only from within the borders to within them. */
function keptChange(
  { before, after, fields }: DepartmentsDiff['changed'][number],
  borders: Borders,
): DepartmentsDiff['changed'] {
  if (!borders.holds(before.externalId)) return [];
  const isBack = before.status !== 'active';
  const mayMove =
    isBack ||
    (borders.holdsAbove(before.externalId) &&
      after.parentExternalId !== null &&
      borders.holds(after.parentExternalId));
  if (mayMove) return [{ before, after, fields }];
  const kept = fields.filter((field) => field !== 'parent');
  const parentExternalId = before.parentExternalId;
  return kept.length > 0 ? [{ before, after: { ...after, parentExternalId }, fields: kept }] : [];
}
