import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/**
 * A real part (MariaDB, slapd, Prosody, Chromium) that a test needs. Missing at a developer's desk, the
 * tests that need it are skipped with a loud line; missing under CI, that is an error.
 * @param program the executable, looked up on PATH and in the system's sbin folders
 * @returns its path, or null where it is missing outside CI
 */
export function partAt(program: string): string | null {
  const path = findProgram(program);
  if (path !== undefined) return path;
  if (process.env['CI']) throw new Error(`${program} is missing: run .ci/run, which installs it`);
  process.stderr.write(
    `\n!! ${program} is missing: its tests are SKIPPED (npm test installs it)\n`,
  );
  return null;
}

/**
 * The Chromium for pages without cameras and portals: Debian's build without windows, which does half the work
 * for the same pages, or else the whole browser. @returns as `partAt`
 */
export const chromiumAt = (): string | null =>
  findProgram('chromium-headless-shell') ?? partAt('chromium');

function findProgram(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
