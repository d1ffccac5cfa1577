import { route, type Route } from '../../../kernel/route.ts';
import type { DepartmentUnit } from '../departments/index.ts';
import {
  getMyAdministration,
  giveGrant,
  listAdminDepartments,
  listGrants,
  takeGrant,
  type AdminUnit,
  type GrantShown,
  type WhatIAdminister,
} from './contract.ts';
import { isInScope, type AdminScope, type Grant } from './scope.ts';
import type { RoleService, RolesDeps } from './service.ts';

interface Deps extends Pick<RolesDeps, 'people' | 'departments'> {
  roles: RoleService;
}

/** Who administers what, over HTTP. */
export function roleRoutes(deps: Deps): Route[] {
  const { roles, departments } = deps;
  return [
    route(getMyAdministration, 'read', async ({ caller }) => {
      const scope = await roles.scopeOf(caller.personId);
      if (!scope) return { administration: null };
      return { administration: administration(scope, await departments.tree()) };
    }),
    route(listAdminDepartments, 'read', async ({ caller }) => {
      const scope = await roles.require(caller.personId);
      return { departments: within(scope, await departments.tree()) };
    }),
    route(listGrants, 'read', async ({ caller }) => {
      await roles.requireSystem(caller.personId);
      return { grants: await shown(deps, await roles.grants()) };
    }),
    route(giveGrant, 'write', async ({ caller, body }) => {
      await roles.requireSystem(caller.personId);
      const departmentId = body.role === 'department' ? body.departmentId : null;
      const { id } = await roles.give({ ...body, departmentId, actorId: caller.personId });
      return { id };
    }),
    route(takeGrant, 'write', async ({ caller, params }) => {
      await roles.requireSystem(caller.personId);
      await roles.take(params.grantId, caller.personId);
      return {};
    }),
  ];
}

/** The scope's units; what is above them is not told. */
function within(scope: AdminScope, tree: readonly DepartmentUnit[]): AdminUnit[] {
  return tree
    .filter(({ id }) => isInScope(scope, id))
    .map((unit) => ({
      ...unit,
      parentId: unit.parentId !== null && isInScope(scope, unit.parentId) ? unit.parentId : null,
    }));
}

const administration = (scope: AdminScope, tree: readonly DepartmentUnit[]): WhatIAdminister => ({
  isSystem: scope.isSystem,
  departments: scope.isSystem
    ? []
    : within(scope, tree)
        .filter(({ parentId }) => parentId === null)
        .map(({ id, name }) => ({ id, name })),
});

async function shown(
  { people, departments }: Deps,
  grants: readonly Grant[],
): Promise<GrantShown[]> {
  const ids = grants.flatMap(({ personId, grantedBy }) => [personId, grantedBy ?? []].flat());
  const persons = new Map((await people.findMany(ids)).map((person) => [person.id, person]));
  const units = new Map((await departments.tree()).map((unit) => [unit.id, unit]));
  return grants.map((grant) => {
    const person = persons.get(grant.personId);
    const unit = units.get(grant.departmentId ?? '');
    return {
      id: grant.id,
      role: grant.role,
      person: {
        id: grant.personId,
        name: person?.displayName ?? '',
        active: person?.status === 'active',
      },
      department: unit ? { id: unit.id, name: unit.name } : null,
      grantedBy: persons.get(grant.grantedBy ?? '')?.displayName ?? null,
      createdAt: grant.createdAt,
    };
  });
}
