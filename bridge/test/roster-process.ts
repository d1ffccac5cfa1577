import { openDatabase } from '../src/kernel/database.ts';
import { fakeSource, joinCampus, manyInDirectory } from './roster-fixtures.ts';

/** A process that synchronises a directory into a database: there to be killed by a test. */
const db = openDatabase({ kind: 'sqlite', file: process.env['ROSTER_FILE'] ?? '' });
const campus = joinCampus(db, [fakeSource('ldap', manyInDirectory())]);
const { apply } = campus.departments;
campus.departments.apply = async (...asked) => {
  await apply(...asked);
  // People and memberships are written, the transaction is open.
  process.send?.('midway');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};
process.once('disconnect', () => process.exit(1));
await campus.syncService.confirm(process.env['ROSTER_RUN'] ?? '');
process.exit(0);
