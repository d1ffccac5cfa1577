import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseSettings } from '../../src/kernel/database.ts';
import { bridgeSettings } from '../../test/bridge-settings.ts';
import type { Figure } from '../databases.ts';

/** Makes a backup of a database as an operator does, and fills an empty one with it, which compares both. */
export async function backupTimes(
  on: string,
  from: DatabaseSettings,
  empty: DatabaseSettings,
): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-backup-'));
  const file = join(folder, 'year.backup');
  try {
    const backup = await campus(from, ['backup', file]);
    const size = `${(statSync(file).size / 1_048_576).toFixed(1)} MB`;
    const restore = await campus(empty, ['restore', file]);
    return [
      { name: `${on}: backup of all of the year`, value: `${backup.seconds} s, ${size}` },
      {
        name: `${on}: restored from it into an empty database`,
        value: `${restore.seconds} s: ${restore.said}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `npm run campus`; what it said first, and how long it took. */
async function campus(database: DatabaseSettings, args: readonly string[]) {
  const where = database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url;
  const begun = performance.now();
  const cli = join(import.meta.dirname, '../../src/cli.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'] ?? '',
      TMPDIR: tmpdir(),
      ...bridgeSettings,
      CAMPUS_MEET_DATABASE: where,
    },
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  return { seconds, said: stdout.split('\n')[0] ?? '' };
}
