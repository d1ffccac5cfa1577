import { createNotifyByMail } from '../src/features/notifications/sending/index.ts';
import { createStoredKeys, type Outbox } from '../src/features/notifications/outbox/index.ts';
import type { Clock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { testSealing } from './bridge-settings.ts';
import { shippedTemplates } from './shipped-templates.ts';

/** What tells people by mail, each by the own choice; it goes into this outbox. */
export const mailerInto = (
  outbox: Pick<Outbox, 'add' | 'carries'>,
  { db, clock }: { db: Database; clock: Clock },
) =>
  createNotifyByMail({
    db,
    outbox,
    templates: shippedTemplates(db),
    keys: createStoredKeys({ db, clock, sealing: testSealing }),
    publicUrl: 'https://meet.uni.test',
  });
