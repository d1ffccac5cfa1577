export { createSessionRepository } from './repository.ts';
export { placeOf, type Place } from './place.ts';
export { createSessions, type Opened, type Sessions } from './service.ts';
export { refreshCookie, sessionRoutes } from './routes.ts';
export { openedSince } from './opened.ts';
