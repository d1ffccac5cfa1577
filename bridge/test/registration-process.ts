import { openDatabase } from '../src/kernel/database.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { sheetsOver } from './registration-deps.ts';

/** A process that applies the sheets of a database until nothing waits: there to be killed by a test. */
const db = openDatabase({ kind: 'sqlite', file: process.env['REGISTRATION_FILE'] ?? '' });
const { registration, deps } = sheetsOver(db, systemClock);
const { recordAll } = deps.audit;
deps.audit.recordAll = async (trx, all) => {
  await recordAll(trx, all);
  // Some rows are written, the transaction is open.
  process.send?.('midway');
};
process.once('disconnect', () => process.exit(1));
await registration.work();
process.exit(0);
