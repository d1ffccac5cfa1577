export { createApplying } from './applying.ts';
export { applicationRoutes } from './routes.ts';
