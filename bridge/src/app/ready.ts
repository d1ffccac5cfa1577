import { migrations } from '../../migrations/index.ts';
import { migrate, migrationState, takesAway, type Database } from '../kernel/database.ts';
import type { Log } from '../kernel/log.ts';
import { keepPrivate } from '../kernel/private-file.ts';
import { ConfigurationError, databaseSettings, type Settings } from './config.ts';
import { reseal } from './sealing.ts';
import { sealedColumns, sealingOf } from './sealing.ts';

/** SQLite's own files beside the database. */
const besideSqlite = ['-wal', '-shm', '-journal'];

interface ReadyDeps {
  config: Settings;
  db: Database;
  log: Log;
}

/**
 * Makes the database ready for work: its file private, its schema up to date, its secrets sealed. Before anything
 * is asked of it.
 * @throws ConfigurationError where the file stays open to others, or is sealed with another secret
 */
export async function makeReady(deps: ReadyDeps): Promise<void> {
  await makeUsable(deps);
  await sealSecrets(deps);
}

/** As `makeReady`, but its secrets stay as they are. */
export async function makeUsable(deps: ReadyDeps): Promise<void> {
  makePrivate(deps);
  await noteLaterVersion(deps);
  await migrate(deps.db, migrations);
}

/** While an upgrade goes on, bridges of the version before go on and may be started again. */
async function noteLaterVersion({ db, log }: ReadyDeps): Promise<void> {
  const { unknown } = await migrationState(db, migrations);
  const missing = unknown.filter(takesAway);
  if (missing.length > 0) {
    throw new ConfigurationError([
      `CAMPUS_MEET_DATABASE: a later version of Campus Meet has taken away what this one needs (${missing.join(', ')}): run the later version, or restore the backup from before the upgrade`,
    ]);
  }
  if (unknown.length > 0) log.warn({ unknown }, 'the database is of a later version already');
}

/** A file that others can read is refused: whoever reads it needs no bridge. */
function makePrivate({ config, log }: Pick<ReadyDeps, 'config' | 'log'>): void {
  const where = databaseSettings(config);
  if (where.kind !== 'sqlite' || where.file === ':memory:') return;
  const { tightened, open, refused } = keepPrivate(where.file, besideSqlite);
  if (refused.length > 0) {
    throw new ConfigurationError(
      refused.map((file) => `CAMPUS_MEET_DATABASE: others can read ${file}; chmod 600 it`),
    );
  }
  if (tightened.length > 0) log.warn({ tightened }, 'others could read this: now its owner only');
  for (const folder of open) {
    log.warn({ folder }, 'the database is in a folder of others: give it one of its own, mode 700');
  }
}

/** Seals what an earlier version kept in clear; goes on where it was cut off. */
async function sealSecrets({ config, db, log }: ReadyDeps): Promise<void> {
  const sealing = sealingOf(config);
  const counts = await reseal(db, { sealing, columns: sealedColumns, what: 'clear' });
  const { clear, former, unopenable } = counts;
  if (clear > 0) log.info({ count: clear }, 'secrets that were in clear are sealed');
  if (former > 0) {
    log.warn({ count: former }, 'sealed with the former secret: npm run campus -- secrets rotate');
  }
  if (unopenable.size === 0) return;
  throw new ConfigurationError([
    'CAMPUS_MEET_SECRET: is not the one that the database’s secrets are sealed with; give it back, or name it in CAMPUS_MEET_SECRET_OLD',
    ...describe(unopenable),
  ]);
}

/** What cannot be opened, by where it stands. */
export const describe = (unopenable: ReadonlyMap<string, number>): string[] =>
  [...unopenable].map(([what, count]) => `${what}: ${count}`);
