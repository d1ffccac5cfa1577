import type { Database } from '../../../../kernel/database.ts';
import type { Department, DepartmentsDiff } from '../../departments/index.ts';
import type { PeopleDiff } from '../../people/index.ts';
import { withAllBelow } from '../../departments/index.ts';
import type { Owners, Part } from '../owners.ts';
import { countPeople, type Counts } from '../run.ts';
import type { DepartmentsSnapshot } from '../snapshot.ts';
import { bordersOf, type Borders } from './borders.ts';
import type { Compared } from './compared.ts';
import { listChanges } from './listing.ts';
import { narrowed, type Difference } from './narrowing.ts';

interface Planning {
  owners: Owners;
  people: PeopleDiff;
  /** Ids of the outermost departments that the run goes over; null: everything. */
  units: readonly string[] | null;
}

/** What a directory's telling would change within the borders of a run. Reads only; `apply` writes. */
export async function planDepartments(
  trx: Database,
  snapshot: DepartmentsSnapshot,
  at: Planning,
): Promise<Part> {
  const { owners, units } = at;
  const { people, departments, borders, known } = await difference(trx, snapshot, at);
  const compared: Compared = {
    difference: { people, departments },
    snapshot,
    borders,
    known,
    ...(await background(trx, snapshot.source, { owners, people, departments })),
  };
  return {
    counts: { people: countPeople(people), ...countDepartments(departments) },
    leaving: departed(departments, people),
    before:
      units === null
        ? people.removed.length + people.changed.length + people.unchanged.length
        : departments.members.before,
    changes: listChanges(compared),
    apply: async (wrote) => {
      await owners.people.apply(trx, people);
      wrote(people.created.length + people.attached.length + people.changed.length);
      await owners.departments.apply(trx, snapshot.source, departments);
      const { added, returned, removed } = departments.members;
      wrote(added.length + returned.length + removed.length);
    },
  };
}

/**
 * Everything is compared even where little may be changed: whether two accounts are one person is only to
 * be seen among all of them.
 */
async function difference(
  trx: Database,
  snapshot: DepartmentsSnapshot,
  { owners, people, units }: Planning,
): Promise<Difference & { borders: Borders; known: Department[] }> {
  const departments = await owners.departments.diff(trx, {
    source: snapshot.source,
    departments: snapshot.departments,
    members: snapshot.memberships.flatMap((line) => {
      const personId = people.personIds.get(line.personExternalId);
      return personId === undefined
        ? []
        : [{ personId, departmentExternalId: line.departmentExternalId }];
    }),
    ...(snapshot.extent === undefined ? {} : { about: [...people.personIds.values()] }),
  });
  const known = await owners.departments.ofSource(trx, snapshot.source);
  const within = units && withAllBelow(units, await owners.departments.tree(trx));
  const borders = bordersOf({ known, told: snapshot.departments, within });
  if (within === null) return { people, departments, borders, known };
  const gone = people.removed.map(({ personId }) => personId);
  const placesOf = await owners.departments.unitsOf(gone, trx);
  const by = { snapshot, borders, known, placesOf };
  return { ...narrowed({ people, departments }, by), borders, known };
}

/** Where those were whom it is about, and what of their changed data will be seen. */
async function background(
  trx: Database,
  source: string,
  { owners, people, departments }: Difference & { owners: Owners },
): Promise<Pick<Compared, 'claims' | 'foreseen'>> {
  const { returned, removed, added } = departments.members;
  const records = [...people.changed.map(({ record }) => record), ...people.removed];
  const created = new Set(people.created.map(({ personId }) => personId));
  const ids = [records, people.attached, added, returned, removed]
    .flat()
    .map(({ personId }) => personId)
    .filter((id) => !created.has(id));
  const claims = await owners.departments.claimsOf(trx, source, [...new Set(ids)]);
  const attached = people.attached.filter(({ personId }) => claims.has(personId));
  return { claims, foreseen: await owners.people.foresee(trx, { ...people, attached }) };
}

/** Those whom the directory no longer lists, and those who lose their department and get no other. */
function departed(diff: DepartmentsDiff, people: PeopleDiff): string[] {
  const placed = new Set(
    [...diff.members.added, ...diff.members.returned].map(({ personId }) => personId),
  );
  const unplaced = diff.members.removed.filter(({ personId }) => !placed.has(personId));
  return [...new Set([...people.removed, ...unplaced].map(({ personId }) => personId))];
}

const countDepartments = (diff: DepartmentsDiff): Counts => ({
  departments: {
    added: diff.added.length,
    changed: diff.changed.length,
    removed: diff.removed.length,
    unchanged: diff.unchanged,
  },
  memberships: {
    added: diff.members.added.length,
    changed: diff.members.returned.length,
    removed: diff.members.removed.length,
    unchanged: diff.members.unchanged,
  },
});
