import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { databaseSettings, type Settings } from '../../../app/config.ts';
import { failed, ok, warning, type Check, type CheckResult } from '../result.ts';

const gigabyte = 1024 ** 3;
/** Free bytes below which it is time to do something, and below which writing soon fails. */
const bounds = { warning: 2 * gigabyte, failed: 0.2 * gigabyte };

/** What of `statfs` is looked at. */
export interface Space {
  bavail: number;
  bsize: number;
  files: number;
  ffree: number;
}

/** Room on the disks that the bridge writes to; the disk of a MariaDB on another machine is not seen from here. */
export const diskCheck = (
  config: Settings,
  read: (folder: string) => Promise<Space> = statfs,
): Check => ({
  name: 'disk',
  run: async () => {
    const folders = [...new Set([...databaseFolder(config), tmpdir()])];
    return Promise.all(
      folders.map((folder) =>
        read(folder).then(
          (space) => resultOf(folder, space),
          () =>
            failed(
              'disk/missing',
              `There is no folder ${folder}.`,
              'Make it, for the bridge’s own user.',
            ),
        ),
      ),
    );
  },
});

function databaseFolder(config: Settings): string[] {
  const where = databaseSettings(config);
  return where.kind === 'sqlite' ? [dirname(resolve(where.file))] : [];
}

function resultOf(folder: string, { bavail, bsize, files, ffree }: Space): CheckResult {
  const free = bavail * bsize;
  const seen = `${(free / gigabyte).toFixed(1)} GB free in ${folder}.`;
  const mend = 'Make room, or move the database to a larger disk.';
  if (files > 0 && ffree === 0)
    return failed('disk/no-inodes', `No file can be made any more in ${folder} (inodes).`, mend);
  if (free < bounds.failed) return failed('disk/full', seen, mend);
  return free < bounds.warning ? warning('disk/low', seen, mend) : ok('disk/ok', seen);
}
