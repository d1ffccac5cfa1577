export { createRosters } from './service.ts';
export { rosterRoutes } from './routes.ts';
export { directoryRoutes } from './directory/routes.ts';
export { createLaunchSync } from './on-launch.ts';
export { createNrpsSource } from './nrps-source.ts';
export { startSchedules } from './schedule.ts';
export { syncCommand, syncUsage } from './cli-sync.ts';
export type { NrpsMember, RosterSource } from './ports.ts';
export type { CourseSnapshot, DepartmentsSnapshot, RosterSnapshot } from './snapshot.ts';
