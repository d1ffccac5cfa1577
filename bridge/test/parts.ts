import { execFileSync } from 'node:child_process';

/**
 * A real part (MariaDB, slapd, Prosody, Chromium) that a test needs. Missing at a developer's desk, the
 * tests that need it are skipped with a loud line; missing under CI, that is an error.
 * @param program the executable, looked up on PATH and in the system's sbin folders
 * @returns its path, or null where it is missing outside CI
 */
export function partAt(program: string): string | null {
  try {
    const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], {
      env: { ...process.env, PATH: path },
      encoding: 'utf8',
    }).trim();
  } catch {
    if (process.env['CI']) throw new Error(`${program} is missing: run .ci/run, which installs it`);
    process.stderr.write(
      `\n!! ${program} is missing: its tests are SKIPPED (npm test installs it)\n`,
    );
    return null;
  }
}
