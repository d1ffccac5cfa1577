/** The front door of who is who. */
export { createIdentities, type Identities } from './service.ts';
export { announceConflicts } from './announcing.ts';
export { identityRoutes } from './routes.ts';
export { keptOfMerges, rewriteKeptOfMerge } from './moving-repository.ts';
