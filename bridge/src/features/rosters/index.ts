export { createRosters, type Rosters, type RostersOptions, type RunOptions } from './service.ts';
export { createLaunchSync, type CourseLaunched } from './on-launch.ts';
export { createNrpsSource } from './nrps-source.ts';
export { startSchedules, type Schedule } from './schedule.ts';
export { syncCommand, syncUsage } from './cli-sync.ts';
export { defaultRemovalLimit, type RemovalLimit, type Run, type RunState } from './run.ts';
export type { NrpsMember, NrpsMembers, RosterSource } from './ports.ts';
export type { CourseSnapshot, DepartmentsSnapshot, RosterSnapshot } from './snapshot.ts';
