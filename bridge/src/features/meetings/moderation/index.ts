export type {} from './events.ts';
export { createHosts } from './hosts.ts';
export { createPeoplePowers } from './people.ts';
export { createPowersRepository } from './repository.ts';
export { createRulePowers } from './rules.ts';
export { powerRoutes } from './routes.ts';
export type { PowersDoor, PowersReader, PowersServer } from './ports.ts';
