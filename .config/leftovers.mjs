// Ctrl-C reaches all processes of a run, which end one after another: what is theirs goes when the last has ended.
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Waits for the processes that have this temporary folder as theirs, and ends those that stay: a worker that
 * outlives its run writes into the folder again after it was removed. Does nothing elsewhere than on Linux.
 * @param folder what TMPDIR is in their environment
 * @param patience how long whoever is ending may take, milliseconds
 */
export async function endLeftovers(folder, patience = 5000) {
  const end = Date.now() + patience;
  while (processesIn(folder).length > 0 && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const pid of processesIn(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Ids of the other processes that were started with this folder as TMPDIR, or one within it. */
function processesIn(folder) {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number);
  return pids.filter((pid) => {
    if (pid === process.pid) return false;
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      return environment.some(
        (one) => one === `TMPDIR=${folder}` || one.startsWith(`TMPDIR=${folder}/`),
      );
    } catch {
      // It has ended, or is somebody else's.
      return false;
    }
  });
}
