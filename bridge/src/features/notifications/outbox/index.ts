/** The public interface of the outbox and of the templates of what goes through it. */
export { createOutbox, type Outbox } from './service.ts';
export type { Posting } from './message.ts';
export type { Carriers } from './ports.ts';
export { createStoredKeys, keyColumn, type StoredKeys } from './keys-repository.ts';
export { payloadColumn } from './rows.ts';
export { calendarFile } from './calendar/entry.ts';
export { createMessageTemplates, type TemplateRenderer } from './templates/message-templates.ts';
export { mailStyles } from './templates/html.ts';
export { languagesFor, type ValuesIn } from './templates/render.ts';
export { choicesIn } from './templates/choices.ts';
export { planIn } from './templates/plan-words.ts';
export type { AuditTrail, Reachable } from './templates/ports.ts';
export type { Language } from './templates/template.ts';
export { knownZone, whenIn } from './templates/when.ts';
