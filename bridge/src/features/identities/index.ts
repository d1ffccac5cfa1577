/** The front door of who is who. */
export { createIdentities } from './service.ts';
export { identityRoutes } from './routes.ts';
