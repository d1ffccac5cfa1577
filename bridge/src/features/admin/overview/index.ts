/** The front door of the people whom an admin is responsible for. */
export { createAdministration } from './service.ts';
export { administrationRoutes, waitingRoutes } from './routes.ts';
export type { WaitingCounter } from './ports.ts';
