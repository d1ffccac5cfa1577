import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { AuditTrail } from '../../audit/index.ts';
import type { Departments } from '../departments/index.ts';
import type { People } from '../people/index.ts';
import * as repository from './repository.ts';
import { nearestAdmins, scopeOfGrants, type AdminScope, type Grant, type Role } from './scope.ts';
import { inTransaction } from '../../../kernel/sql.ts';

/** What roles are made with. */
export interface RolesDeps {
  db: Database;
  clock: Clock;
  people: Pick<People, 'find' | 'findMany'>;
  departments: Pick<Departments, 'tree' | 'heldAmong'>;
  audit: AuditTrail;
}

/** A role for somebody. `actorId` null: by the command line. */
export interface Giving {
  personId: string;
  role: Role;
  /** Null for a system admin. */
  departmentId: string | null;
  actorId: string | null;
}

export type RoleService = ReturnType<typeof createRoleService>;

/** Who administers what. A department admin's reach is the granted units with all below them. */
export function createRoleService(deps: RolesDeps) {
  const { db, people, departments } = deps;
  const scopeOf = async (personId: string): Promise<AdminScope | null> => {
    const grants = await repository.grantsOf(db, personId);
    return grants.length === 0 ? null : scopeOfGrants(grants, await departments.tree());
  };
  const require = async (personId: string): Promise<AdminScope> => {
    const scope = await scopeOf(personId);
    if (scope === null) throw new Failure('admin/not-allowed');
    return scope;
  };
  return {
    /** What somebody may administer; null for who is no admin. */
    scopeOf,
    /** @throws Failure admin/not-allowed for who is no admin */
    require,
    /** @throws Failure admin/not-allowed for who is no system admin */
    requireSystem: async (personId: string): Promise<void> => {
      if (!(await require(personId)).isSystem) throw new Failure('admin/not-allowed');
    },
    /**
     * True when a person is in the scope: by one of the units that they are in now; who is in none any
     * more, by those they were in.
     */
    holds: async (scope: AdminScope, personId: string): Promise<boolean> => {
      if (scope.isSystem) return (await people.find(personId)) !== null;
      const held = await departments.heldAmong([...scope.departmentIds], [personId]);
      return held.has(personId);
    },
    /** Those of these people who are in the scope, by the same rule. */
    heldAmong: (
      scope: AdminScope,
      personIds: readonly string[],
      trx: Database = db,
    ): Promise<ReadonlySet<string>> =>
      scope.isSystem
        ? Promise.resolve(new Set(personIds))
        : departments.heldAmong([...scope.departmentIds], personIds, trx),
    /** Ids of everybody who is an admin of anything. */
    administrators: async (trx: Database): Promise<ReadonlySet<string>> =>
      new Set((await repository.allGrants(trx)).map(({ personId }) => personId)),
    /** Those of these people who are an admin of anything. */
    holdersAmong: (trx: Database, personIds: readonly string[]): Promise<string[]> =>
      repository.holdersAmong(trx, personIds),
    /** Somebody's roles. */
    grantsOf: (personId: string, trx: Database = db): Promise<Grant[]> =>
      repository.grantsOf(trx, personId),
    /** Ids of those who decide about a unit: its own admins, or the nearest above. */
    nearestAdmins: async (departmentId: string, trx: Database): Promise<string[]> =>
      nearestAdmins(await repository.allGrants(trx), await departments.tree(trx), departmentId),
    /** Ids of the system admins. */
    systemAdmins: async (): Promise<ReadonlySet<string>> =>
      systemAdminsAmong(await repository.allGrants(db)),
    /** Ids of the system admins, held until the transaction ends: nobody becomes or stops being one. */
    lockSystemAdmins: async (trx: Database): Promise<ReadonlySet<string>> =>
      systemAdminsAmong(await repository.lockGrants(trx)),
    /** True for the only system admin that there is. Nobody becomes or stops being one until the transaction ends. */
    isLastSystemAdmin: (trx: Database, personId: string): Promise<boolean> =>
      repository.isLastSystemAdmin(trx, personId),
    grants: (): Promise<Grant[]> => repository.allGrants(db),
    /**
     * Gives a role; one that is there already stays as it is.
     * @throws Failure person/not-found, admin/person-inactive, department/not-found
     */
    give: (giving: Giving): Promise<Grant> => give(deps, giving),
    /** Takes a role. @throws Failure admin/grant-not-found; admin/last-system-admin: nobody could give it back */
    take: (id: string, actorId: string | null): Promise<void> =>
      inTransaction(db, (trx) => take(trx, deps, { id, actorId })),
  };
}

const systemAdminsAmong = (grants: readonly Grant[]): ReadonlySet<string> =>
  new Set(grants.flatMap(({ role, personId }) => (role === 'system' ? personId : [])));

async function give(deps: RolesDeps, giving: Giving): Promise<Grant> {
  const { db, clock, people, departments, audit } = deps;
  const person = await people.find(giving.personId);
  if (!person) throw new Failure('person/not-found');
  if (person.status !== 'active') throw new Failure('admin/person-inactive');
  const departmentId = giving.role === 'system' ? null : giving.departmentId;
  const unit = (await departments.tree()).find(({ id }) => id === departmentId);
  if (giving.role === 'department' && !unit) throw new Failure('department/not-found');
  return inTransaction(db, async (trx) => {
    const same = (grant: Grant) =>
      grant.role === giving.role && grant.departmentId === departmentId;
    const before = (await repository.grantsOf(trx, person.id)).find(same);
    if (before) return before;
    const grant: Grant = {
      id: newId(),
      personId: person.id,
      role: giving.role,
      departmentId,
      grantedBy: giving.actorId,
      createdAt: clock.now(),
    };
    await repository.addGrant(trx, grant);
    await audit.record(trx, {
      actorId: giving.actorId,
      action: 'grant.give',
      subject: { kind: 'person', id: person.id, name: person.displayName },
      scopeDepartmentId: departmentId,
      before: null,
      after: { role: grant.role, department: unit?.name ?? null },
    });
    return grant;
  });
}

async function take(
  trx: Database,
  { people, departments, audit }: RolesDeps,
  { id, actorId }: { id: string; actorId: string | null },
): Promise<void> {
  const all = await repository.lockGrants(trx);
  const grant = all.find((one) => one.id === id);
  if (!grant) throw new Failure('admin/grant-not-found');
  const systems = all.filter(({ role }) => role === 'system');
  if (grant.role === 'system' && systems.length === 1) throw new Failure('admin/last-system-admin');
  await repository.removeGrant(trx, id);
  const [person] = await people.findMany([grant.personId], trx);
  const unit = (await departments.tree(trx)).find((one) => one.id === grant.departmentId);
  await audit.record(trx, {
    actorId,
    action: 'grant.take',
    subject: { kind: 'person', id: grant.personId, name: person?.displayName ?? '' },
    scopeDepartmentId: grant.departmentId,
    before: { role: grant.role, department: unit?.name ?? null },
    after: null,
  });
}
