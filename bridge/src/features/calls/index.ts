export type {} from './events.ts';
export { createAnswering } from './answering.ts';
export { createCallBudget } from './budget.ts';
export { createMissedRepository } from './missed-repository.ts';
export { createMoves } from './moves.ts';
export { createPresenceReader } from './presence.ts';
export { createCallRepository, inCalls } from './repository.ts';
export { createRinging } from './ringing.ts';
export { callRoutes } from './routes.ts';
export { createCalls } from './service.ts';
export { createOwnSettings } from './settings.ts';
export { createSettingsRepository } from './settings-repository.ts';
export { createTelling } from './telling.ts';
export type {
  Acquaintance,
  CallDoor,
  Circles,
  MeetingReader,
  PersonReader,
  Reach,
  Sight,
  Ties,
} from './ports.ts';
