/** The front door of what is kept about people. */
export { createErasures } from './erasures.ts';
export { leaverSweeper } from './leavers.ts';
export { createMyData } from './my-data.ts';
export { createRetention, sweeperOf, type Sweeper } from './retention.ts';
export type { Proof } from './ports.ts';
export { privacyRoutes } from './routes.ts';
