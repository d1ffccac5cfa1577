/** The roles feature's front door. */
export { createRoles, type Roles } from './service.ts';
export { mayDecide, reaches, withAllBelow, type AdminScope, type Grant } from './scope.ts';
export { roleRoutes } from './routes.ts';
export { holdersAmong, isLastSystemAdmin } from './repository.ts';
