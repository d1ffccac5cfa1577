/** The roles' front door. */
import type { Route } from '../../../kernel/route.ts';
import { roleRoutes } from './routes.ts';
import { createRoleService, type RolesDeps } from './service.ts';

export { mayDecide, isInScope, type AdminScope } from './scope.ts';

export type Roles = ReturnType<typeof createRoles>;

/** Makes roles: who administers what. */
export function createRoles(deps: RolesDeps) {
  const service = createRoleService(deps);
  const { people, departments } = deps;
  return { ...service, routes: (): Route[] => roleRoutes({ roles: service, people, departments }) };
}
