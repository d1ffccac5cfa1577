import pino from 'pino';
import { testSealing } from './bridge-settings.ts';
import { createSmtpCarrier } from '../src/adapters/smtp/carrier.ts';
import { createOutbox } from '../src/features/notifications/outbox/index.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { openDatabase } from '../src/kernel/database.ts';

/** A process that sends what is in an outbox until nothing waits: there to be killed by a test. */
const db = openDatabase({ kind: 'sqlite', file: process.env['OUTBOX_FILE'] ?? '' });
const mail = createSmtpCarrier({
  url: `smtp://127.0.0.1:${process.env['OUTBOX_SMTP'] ?? ''}`,
  requireTls: false,
  from: { name: 'Campus Meet', address: 'noreply@uni.test' },
});
const outbox = createOutbox({
  db,
  clock: systemClock,
  sealing: testSealing,
  log: pino({ level: 'silent' }),
  carriers: { mail },
  leaseMs: 1_500,
});
process.once('disconnect', () => process.exit(1));
while ((await outbox.status()).counts.waiting) {
  if ((await outbox.run()) === 0) await new Promise((resolve) => setTimeout(resolve, 100));
}
process.exit(0);
