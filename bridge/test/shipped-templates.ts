import { createMessageTemplates } from '../src/features/notifications/outbox/index.ts';
import type { Database } from '../src/kernel/database.ts';
import { createLog } from '../src/kernel/log.ts';

/** Message templates in the shipped words. */
export const shippedTemplates = (db: Database) =>
  createMessageTemplates({ db, log: createLog('silent'), product: 'Campus Meet' }).write;
