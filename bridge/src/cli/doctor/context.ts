import { existsSync } from 'node:fs';
import { databaseSettings, type Deps, type Settings } from '../../app/config.ts';
import { systemClock } from '../../kernel/clock.ts';
import { migrationState, openDatabase, type Database } from '../../kernel/database.ts';
import { createLog } from '../../kernel/log.ts';
import { migrations } from '../../../migrations/index.ts';
import { warning, type CheckResult } from './result.ts';

/** What checks look with. */
export interface Context extends Pick<Deps, 'config' | 'clock' | 'log'> {
  /** Null where the SQLite file is not there: opening it would make it. */
  db: Database | null;
}

/** Of the database only when it is there and its schema is this version's. */
export type UsableDatabase = () => Promise<Database | null>;

/** Asks once; a check that needs the database waits for the answer. */
export function usableDatabase({ db }: Context): UsableDatabase {
  let asked: Promise<Database | null> | undefined;
  return () => (asked ??= usable(db));
}

async function usable(db: Database | null): Promise<Database | null> {
  if (!db) return null;
  const state = await migrationState(db, migrations).catch(() => null);
  return state?.pending.length === 0 && state.unknown.length === 0 ? db : null;
}

/** What a check says that needs the database where it is not usable. */
export const withoutDatabase = (name: string): CheckResult =>
  warning(
    `${name}/not-looked-at`,
    'Not looked at: it needs the database.',
    'See “database” above, then run this again.',
  );

/** Opens what checks look with; the database is the caller's to close. */
export function openContext(config: Settings): Context {
  const where = databaseSettings(config);
  const isThere = where.kind !== 'sqlite' || existsSync(where.file);
  // What goes wrong is told by the results.
  const log = createLog('silent');
  return { config, clock: systemClock, log, db: isThere ? openDatabase(where, log) : null };
}
