export { createOutbox, type Outbox } from './service.ts';
export { outboxRoutes } from './routes.ts';
export type { Posting } from './message.ts';
export type { Carriers } from './ports.ts';
export { keyOf } from './keys-repository.ts';
export { calendarFile, firstSpan, type Plan } from './calendar/entry.ts';
export { entryOf, noteEntry } from './calendar/sequences-repository.ts';
export { languagesFor, writeLetter } from './letters/letter.ts';
export { knownZone, whenIn, type Span } from './letters/when.ts';
