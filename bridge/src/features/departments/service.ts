import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { newId } from '../../kernel/ids.ts';
import { diffDepartments, type Department, type DepartmentsDiff } from './department.ts';
import type { DepartmentFacts, DepartmentMember } from './department.ts';
import * as repository from './repository.ts';

/** All that a directory says of its units and who is in them. */
export interface DepartmentsTelling {
  /** `ldap:<name>`. */
  source: string;
  departments: readonly DepartmentFacts[];
  members: readonly DepartmentMember[];
}

export type Departments = ReturnType<typeof createDepartments>;

/** Departments and who is in them. Functions that take a database run in the caller's transaction. */
export function createDepartments({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** Every department that is there now, by name; the tree follows from `parentExternalId` within a source. */
    list: async (): Promise<Department[]> =>
      (await repository.listDepartments(db)).filter(({ status }) => status === 'active'),
    /** Ids of the active members of a department, without those of the units below it. */
    members: async (departmentId: string): Promise<string[]> =>
      (await repository.listMemberships(db, [departmentId]))
        .filter(({ status }) => status === 'active')
        .map(({ personId }) => personId),
    /** Ids of the departments that a person is in. */
    departmentsOf: async (personId: string): Promise<string[]> =>
      (await repository.membershipsOfPerson(db, personId)).map(({ departmentId }) => departmentId),
    /** What a telling would change; reads only. */
    diff: async (trx: Database, telling: DepartmentsTelling): Promise<DepartmentsDiff> => {
      const known = await repository.listDepartments(trx, telling.source);
      const ids = known.map(({ id }) => id);
      const knownMembers = await repository.listMemberships(trx, ids);
      return diffDepartments({ ...telling, known, knownMembers });
    },
    /** Does what a diff says, in the transaction in which it was made. */
    apply: (trx: Database, source: string, diff: DepartmentsDiff): Promise<void> =>
      apply(trx, diff, { source, now: clock.now() }),
  };
}

async function apply(
  trx: Database,
  diff: DepartmentsDiff,
  at: { source: string; now: number },
): Promise<void> {
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
  await repository.saveMemberships(trx, memberships, at.now);
}
