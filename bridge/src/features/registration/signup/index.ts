export { createApplying } from './applying.ts';
export { createDeciding } from './deciding.ts';
export type { Registrar, Scope } from './ports.ts';
export { applicationRoutes, decisionRoutes } from './routes.ts';
