import { sheetReader, sheetWriter } from '../src/adapters/sheets/index.ts';
import { readConfig } from '../src/app/config.ts';
import { composeRegistry } from '../src/app/registry.ts';
import { createOutbox } from '../src/features/notifications/outbox/index.ts';
import { createImport } from '../src/features/registration/import/index.ts';
import type { Clock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { createLog } from '../src/kernel/log.ts';
import { bridgeSettings, testSealing } from './bridge-settings.ts';
import { mailerInto } from './notification-mailer.ts';
import { shippedTemplates } from './shipped-templates.ts';

/** Registering by sheets over a database; mail goes into the outbox and stays there. */
export function sheetsOver(db: Database, clock: Clock, review: 'none' | 'department' = 'none') {
  const log = createLog('silent');
  const registry = composeRegistry({ config: readConfig(bridgeSettings), db, clock, log });
  const send = () => Promise.resolve({ done: true } as never);
  const outbox = createOutbox({
    db,
    clock,
    log,
    sealing: testSealing,
    carriers: { mail: { send } as never },
  });
  const deps = {
    ...registry,
    db,
    clock,
    log,
    outbox,
    review,
    reader: sheetReader,
    writer: sheetWriter,
    country: 'CN' as const,
    audit: { ...registry.audit },
    templates: shippedTemplates(db),
    publicUrl: 'https://meet.uni.test',
    notifyByMail: mailerInto(outbox, { db, clock }),
  };
  return { registration: createImport(deps), deps, outbox };
}
