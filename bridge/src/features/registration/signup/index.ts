export { createApplying } from './applying.ts';
export { createDeciding } from './deciding.ts';
export type { Provisioner, Scope } from './ports.ts';
export { applicationRoutes, decisionRoutes } from './routes.ts';
