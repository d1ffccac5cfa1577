import type { Clock } from '../../../kernel/clock.ts';
import type { Database, Subquery } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { PeopleChanged } from '../people/index.ts';
import {
  diffDepartments,
  keepUntold,
  treeOf,
  withAllBelow,
  type Department,
  type DepartmentsDiff,
} from './department.ts';
import type {
  DepartmentFacts,
  DepartmentMember,
  DepartmentUnit,
  MembershipRecord,
} from './department.ts';
import {
  claimsAboutMany,
  claimsOf,
  listClaims,
  listClaimsAbout,
  saveClaims,
} from './claims-repository.ts';
import type { Claim } from './claims-repository.ts';
import * as repository from './repository.ts';

/** All that a directory says of its units and who is in them. */
export interface DepartmentsReport {
  /** `ldap:<name>`. */
  source: string;
  departments: readonly DepartmentFacts[];
  members: readonly DepartmentMember[];
  /** Given where the telling is of these people only: others stay, and so do units that it does not name. */
  about?: readonly string[];
}

/** What departments are made with. */
export interface DepartmentsOptions {
  db: Database;
  clock: Clock;
  /** Told, in the same transaction, whose place among the departments changed. */
  changed?: PeopleChanged;
}

/** So many people of a unit are answered: far above what may be rung or fits into one meeting, so that it shows. */
const mostBelow = 10_000;

export type Departments = ReturnType<typeof createDepartments>;

/** Departments and who is in them. Functions that take a database run in the caller's transaction. */
export function createDepartments({ db, clock, changed }: DepartmentsOptions) {
  return {
    /** Every department that is there now, by name; the tree follows from `parentExternalId` within a source. */
    list: async (): Promise<Department[]> =>
      (await repository.listDepartments(db)).filter(({ status }) => status === 'active'),
    /** The units of one directory, those that are gone too. */
    ofSource: (trx: Database, source: string): Promise<Department[]> =>
      repository.listDepartments(trx, source),
    /** Ids of the active members of a department, without those of the units below it. */
    members: async (departmentId: string): Promise<string[]> =>
      (await repository.listMemberships(db, [departmentId]))
        .filter(({ status }) => status === 'active')
        .map(({ personId }) => personId),
    /** Ids of the departments that a person is in. */
    departmentsOf: async (personId: string): Promise<string[]> =>
      (await repository.membershipsOfPerson(db, personId)).map(({ departmentId }) => departmentId),
    /** The tree as it is now, by name; a unit whose parent is gone stands at the top. */
    tree: async (trx: Database = db): Promise<DepartmentUnit[]> =>
      treeOf(await repository.listDepartments(trx)),
    /** Ids of the departments that each of these people is in, by person. */
    unitsOf: (personIds: readonly string[], trx: Database = db): Promise<Map<string, string[]>> =>
      repository.unitsOf(trx, personIds),
    /** Ids of those who are in one of these units, or were and are in none any more: a question within another. */
    placedIn: (departmentIds: readonly string[]): Subquery =>
      repository.placedIn(db, departmentIds),
    /** Those of these people who are in one of the units; who is in none any more, was in one. */
    heldAmong: (
      departmentIds: readonly string[],
      personIds: readonly string[],
      trx: Database = db,
    ): Promise<ReadonlySet<string>> => repository.heldAmong(trx, departmentIds, personIds),
    /** Some of the people who are in these departments themselves, in no order. */
    colleagues: (departmentIds: readonly string[], limit: number): Promise<string[]> =>
      repository.membersOf(db, departmentIds, limit),
    /** Who is in these units or any below them, each once. */
    membersBelow: async (departmentIds: readonly string[]): Promise<string[]> => {
      const units = withAllBelow(departmentIds, treeOf(await repository.listDepartments(db)));
      return [...new Set(await repository.membersOf(db, [...units], mostBelow))];
    },
    /** What a telling would change; reads only. */
    diff: async (trx: Database, report: DepartmentsReport): Promise<DepartmentsDiff> => {
      const known = await repository.listDepartments(trx, report.source);
      const { source, about } = report;
      if (about) {
        const knownMembers = await listClaimsAbout(trx, source, about);
        return diffDepartments(keepUntold({ ...report, known, knownMembers }));
      }
      const ids = known.map(({ id }) => id);
      return diffDepartments({
        ...report,
        known,
        knownMembers: await listClaims(trx, source, ids),
      });
    },
    /** Does what a diff says, in the transaction in which it was made. */
    apply: async (trx: Database, source: string, diff: DepartmentsDiff): Promise<void> => {
      const memberships = await apply(trx, diff, { source, now: clock.now() });
      await changed?.(trx, await placedAnew(trx, source, { diff, memberships }));
    },
    /** Writes that `source` says who is in which department, or is not any more; in the caller's transaction. */
    claim: async (
      trx: Database,
      source: string,
      memberships: readonly MembershipRecord[],
    ): Promise<void> => {
      await saveClaims(trx, memberships, { source, now: clock.now() });
      await changed?.(trx, [...new Set(memberships.map(({ personId }) => personId))]);
    },
    /** Who says, or said, which units somebody is in. */
    claimsAbout: async (personId: string): Promise<Claim[]> =>
      (await claimsAboutMany(db, [personId])).get(personId) ?? [],
    /** The same of many people, by person; who was never in a unit is left out. */
    claimsAboutMany: (trx: Database, personIds: readonly string[]): Promise<Map<string, Claim[]>> =>
      claimsAboutMany(trx, personIds),
    /** Ids of the departments that one source says these people are in, by person. */
    claimsOf: (
      trx: Database,
      source: string,
      personIds: readonly string[],
    ): Promise<Map<string, string[]>> => claimsOf(trx, source, personIds),
  };
}

async function apply(
  trx: Database,
  diff: DepartmentsDiff,
  at: { source: string; now: number },
): Promise<MembershipRecord[]> {
  const made = diff.added.map((facts): Department => ({
    ...facts,
    id: newId(),
    source: at.source,
    status: 'active',
  }));
  await repository.addDepartments(trx, made, at.now);
  const changed = [
    ...diff.changed.map(({ before, after }): Department => ({
      ...before,
      ...after,
      status: 'active',
    })),
    ...diff.removed.map((unit): Department => ({ ...unit, status: 'removed' })),
  ];
  await repository.saveDepartments(trx, changed, at.now);
  const units = await repository.listDepartments(trx, at.source);
  const ids = new Map(units.map((unit) => [unit.externalId, unit.id]));
  const memberships = [
    ...diff.members.added.flatMap(({ departmentExternalId, personId }) => {
      const departmentId = ids.get(departmentExternalId);
      return departmentId === undefined
        ? []
        : [{ departmentId, personId, status: 'active' as const }];
    }),
    ...diff.members.returned.map((row) => ({ ...row, status: 'active' as const })),
    ...diff.members.removed.map((row) => ({ ...row, status: 'removed' as const })),
  ];
  await saveClaims(trx, memberships, at);
  return memberships;
}

/** Who came, went or returned; and everybody of a source whose tree itself is another now. */
async function placedAnew(
  trx: Database,
  source: string,
  { diff, memberships }: { diff: DepartmentsDiff; memberships: readonly MembershipRecord[] },
): Promise<string[]> {
  const moved = diff.changed.some(({ fields }) => fields.some((field) => field !== 'name'));
  if (!moved && diff.removed.length === 0) return memberships.map(({ personId }) => personId);
  const units = (await repository.listDepartments(trx, source)).map(({ id }) => id);
  const members = await repository.listMemberships(trx, units);
  return [...new Set(members.map(({ personId }) => personId))];
}
