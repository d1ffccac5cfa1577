export type {} from './events.ts';
export { createSessionRepository } from './repository.ts';
export { placeOf, type Where } from './place.ts';
export { createSessions, type Sessions } from './service.ts';
export type { Opened } from './renewing.ts';
export { refreshCookie, sessionCookies, sessionRoutes, whereOf } from './routes.ts';
export { openedSince } from './opened.ts';
export { endSessions, openSessionsAmong, openSessionsOf } from './ending-repository.ts';
