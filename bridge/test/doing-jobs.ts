import type { Job } from '../src/kernel/jobs.ts';

/** Does jobs much oftener than a bridge would, never twice at once. @returns ends it */
export function doJobs(jobs: readonly Job[], everyMs: number): () => void {
  const busy = new Set<Job>();
  const timer = setInterval(() => {
    for (const job of jobs) {
      if (busy.has(job)) continue;
      busy.add(job);
      void job.work().finally(() => busy.delete(job));
    }
  }, everyMs);
  return () => clearInterval(timer);
}
