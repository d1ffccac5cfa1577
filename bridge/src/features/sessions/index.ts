export { createSessionRepository } from './repository.ts';
export { createSessions, type Sessions } from './service.ts';
export { sessionRoutes } from './routes.ts';
