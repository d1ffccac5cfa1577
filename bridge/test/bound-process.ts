import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Starts a server of the tests that the kernel ends when this process ends, however that comes about: not every
 * server minds Ctrl-C (MariaDB does not), and after SIGKILL nobody is left to stop it. Elsewhere than on Linux it
 * is an ordinary child.
 */
export function spawnBound(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  if (process.platform !== 'linux') return spawn(program, args, { stdio: 'ignore', env });
  return spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], { stdio: 'ignore', env });
}
