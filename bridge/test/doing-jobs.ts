import type { Job } from '../src/kernel/jobs.ts';

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
