import { existsSync } from 'node:fs';
import { databaseSettings, readConfig } from '../../app/config.ts';
import { reseal, sealedColumns, sealingOf } from '../../app/sealing.ts';
import { systemClock } from '../../kernel/clock.ts';
import { openDatabase } from '../../kernel/database.ts';
import { createLog } from '../../kernel/log.ts';
import { BackupError } from './format.ts';
import { restoreBackup } from './restore.ts';
import { runningBridge } from './running-bridge.ts';
import { withSnapshot } from './snapshot.ts';
import { writeBackup } from './write.ts';

export const backupUsage = `backup FILE                                writes all that is in the database into a new file, as it is at this moment; bridges may run
restore FILE [--replace]                   fills an empty database with it, or the one that is there; no bridge may run`;

type Print = (line: string) => void;
type Environment = Record<string, string | undefined>;

const log = createLog('silent');

/**
 * `npm run campus -- backup FILE`
 * @returns exit code, as in sysexits(3): 0, 64 wrong use, 66 there is no database, 73 the file cannot be made
 */
export async function backupCommand(
  environment: Environment,
  args: readonly string[],
  print: Print,
): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0 || file.startsWith('-'))
    return refuse(backupUsage, print);
  const settings = databaseSettings(readConfig(environment));
  if (settings.kind === 'sqlite' && !existsSync(settings.file)) {
    return refuse(`There is no database ${settings.file}.`, print, 66);
  }
  if (existsSync(file)) return refuse(`${file} is there already.`, print, 73);
  try {
    const { tables, rows } = await withSnapshot(settings, log, (snapshot) =>
      writeBackup(file, snapshot, systemClock),
    );
    print(`${file}: ${rows} rows of ${tables} tables.`);
  } catch (error) {
    return explain(error, print);
  }
  print(
    'CAMPUS_MEET_SECRET, which opens what is sealed in it, is not inside: keep a copy of it elsewhere.',
  );
  print('It holds personal data: keep it as safe as the database itself.');
  return 0;
}

/**
 * `npm run campus -- restore FILE [--replace]`
 * @returns exit code, as in sysexits(3): 0, 1 it does not fit or a bridge runs, 64 wrong use, 66 there is no such file
 */
export async function restoreCommand(
  environment: Environment,
  args: readonly string[],
  print: Print,
): Promise<number> {
  const replace = args.includes('--replace');
  const [file, ...more] = args.filter((word) => word !== '--replace');
  if (file === undefined || more.length > 0 || file.startsWith('-'))
    return refuse(backupUsage, print);
  if (!existsSync(file)) return refuse(`There is no file ${file}.`, print, 66);
  const config = readConfig(environment);
  const running = await runningBridge(config);
  if (running !== null) return refuse(`${running} Stop all bridges first.`, print, 1);
  const into = databaseSettings(config);
  try {
    const { head, tallies } = await restoreBackup({ file, into, replace, log });
    const rows = Object.values(tallies).reduce((sum, tally) => sum + tally.rows, 0);
    print(`${rows} rows restored and compared, as they were at ${head.madeAt}.`);
  } catch (error) {
    return explain(error, print);
  }
  const db = openDatabase(into, log);
  const found = await reseal(db, {
    sealing: sealingOf(config),
    columns: sealedColumns,
    what: 'nothing',
  });
  await db.destroy();
  if (found.unopenable.size > 0) {
    print(
      'What is sealed in it does not open with this CAMPUS_MEET_SECRET: give back the one of its time.',
    );
  }
  print(
    'Who was signed in then is again; messages that waited then wait again (campus -- outbox).',
  );
  return 0;
}

function refuse(words: string, print: Print, code = 64): number {
  print(words);
  return code;
}

/** What is no fault of ours is told in words. */
function explain(error: unknown, print: Print): number {
  if (error instanceof BackupError) return refuse(error.message, print, 1);
  const isOfSystem = error instanceof Error && 'code' in error;
  if (!isOfSystem) throw error;
  return refuse(error.message, print, 73);
}
