import { existsSync, statSync } from 'node:fs';
import { databaseSettings } from '../../../app/config.ts';
import { migrationState, takesAway, type Database } from '../../../kernel/database.ts';
import { migrations } from '../../../../migrations/index.ts';
import type { Context } from '../context.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, ok, warning, type Check, type CheckResult } from '../result.ts';

/** Rights of everybody but the owner. */
const others = 0o077;

/** The database: is it there, who may read its file, is its schema this version's. */
export const databaseCheck = (context: Context): Check => ({
  name: 'database',
  run: async () => {
    const where = databaseSettings(context.config);
    const file = where.kind === 'sqlite' ? where.file : null;
    if (!context.db || (file !== null && !existsSync(file))) return missing(file ?? '');
    try {
      const server = await serverOf(context.db, file !== null);
      return [
        await schemaOf(context.db, server),
        ...(file === null ? await charsetOf(context.db) : privacyOf(file)),
      ];
    } catch (error) {
      return failed(
        'database/unavailable',
        `It does not answer: ${reasonOf(error)}.`,
        adviceOf(error),
      );
    }
  },
});

const missing = (file: string): CheckResult =>
  failed(
    'database/missing',
    `There is no file ${file}.`,
    'The first start of the bridge makes it (npm run bridge). If there was one: is CAMPUS_MEET_DATABASE right, seen from this folder?',
  );

async function serverOf(db: Database, isSqlite: boolean): Promise<string> {
  const ask = isSqlite ? 'select sqlite_version() as version' : 'select version() as version';
  const answer: unknown = await db.raw(ask);
  return `${isSqlite ? 'SQLite' : ''} ${firstRow(answer)['version'] ?? ''}`.trim();
}

/** The drivers answer raw statements each in their own way. */
function firstRow(answer: unknown): Record<string, string> {
  const rows: unknown = Array.isArray(answer) ? answer[0] : {};
  const row: unknown = Array.isArray(rows) ? rows[0] : rows;
  return (row ?? {}) as Record<string, string>;
}

async function schemaOf(db: Database, server: string): Promise<CheckResult> {
  const { pending, unknown } = await migrationState(db, migrations);
  if (unknown.length > 0) {
    const seen = `${server}: ${unknown.join(', ')} was applied by a later version than this one.`;
    const mend = 'Run the later version, or restore the backup from before the upgrade.';
    if (unknown.some(takesAway)) return failed('database/newer', seen, mend);
    return warning('database/newer', `${seen} This one can still run on it.`, mend);
  }
  if (pending.length > 0) {
    const seen = `${server}: ${pending.length} migrations are not applied, ${pending[0] ?? ''} first.`;
    const mend = 'The next start of the bridge applies them; make a backup before.';
    return failed('database/migrations-pending', seen, mend);
  }
  return ok('database/ok', `${server}, all ${migrations.length} migrations applied.`);
}

async function charsetOf(db: Database): Promise<CheckResult[]> {
  const answer: unknown = await db.raw('select @@character_set_database as name');
  const { name = '' } = firstRow(answer);
  if (name === 'utf8mb4') return [];
  const seen = `The database’s character set is ${name}: rare Chinese characters and emoji do not fit.`;
  const mend =
    'ALTER DATABASE … CHARACTER SET utf8mb4; tables that exist have to be converted, too.';
  return [warning('database/charset', seen, mend)];
}

function privacyOf(file: string): CheckResult[] {
  if ((statSync(file).mode & others) === 0) return [];
  return [warning('database/readable', `Others can read ${file}.`, `chmod 600 ${file}`)];
}

const byDriver: Record<string, string> = {
  ER_ACCESS_DENIED_ERROR: 'User or password in CAMPUS_MEET_DATABASE is wrong.',
  ER_DBACCESS_DENIED_ERROR:
    'The user of CAMPUS_MEET_DATABASE has no right to this database: GRANT.',
  ER_BAD_DB_ERROR: 'There is no such database: CREATE DATABASE … CHARACTER SET utf8mb4.',
  SQLITE_NOTADB: 'The file is no SQLite database: restore a backup.',
  SQLITE_CORRUPT: 'The file is damaged: restore a backup.',
  SQLITE_CANTOPEN: 'The file cannot be opened: look at its owner and folder.',
};

const adviceOf = (error: unknown): string =>
  byDriver[reasonOf(error)] ?? connectionAdvice(error, 'CAMPUS_MEET_DATABASE');
