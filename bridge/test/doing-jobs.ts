import { composeRooms } from '../src/app/compose.ts';
import { readConfig } from '../src/app/config.ts';
import type { Clock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import type { Job } from '../src/kernel/jobs.ts';
import { createLog } from '../src/kernel/log.ts';
import { bridgeSettings } from './bridge-settings.ts';

/** Does jobs much oftener than a bridge would, never twice at once. @returns ends it */
export function doJobs(jobs: readonly Job[], everyMs: number): () => void {
  const busy = new Set<Job>();
  const done = (job: Job) => () => void busy.delete(job);
  const timer = setInterval(() => {
    for (const job of jobs) {
      if (busy.has(job)) continue;
      busy.add(job);
      // As a bridge, which logs it: a test that failed leaves jobs behind that find no database any more.
      void job.work().then(done(job), done(job));
    }
  }, everyMs);
  return () => clearInterval(timer);
}

/** Does the job of this name once, as a bridge on this database would. */
export async function doJob(name: string, { db, clock }: { db: Database; clock: Clock }) {
  const config = readConfig(bridgeSettings);
  const rooms = composeRooms({ config, db, clock, log: createLog('silent') });
  const job = rooms.pieces.flatMap(({ jobs = [] }) => jobs).find((one) => one.name === name);
  if (!job) throw new Error(`no bridge does ${name}`);
  await job.work();
  await Promise.all(rooms.pieces.map(async (piece) => piece.close?.()));
}
