import type { CronTime, Job } from '../../../kernel/jobs.ts';
import type { Rosters } from './service.ts';

/** When a source is synchronised by itself; `cron` has five fields. */
export interface Schedule extends CronTime {
  source: string;
  /** Takes only what changed since the last run. */
  changes?: boolean;
}

/** The jobs that synchronise by the schedules: of several bridges one does each. */
export const syncJobs = (rosters: Pick<Rosters, 'run'>, schedules: readonly Schedule[]): Job[] =>
  schedules.map(({ source, cron, timezone, changes = false }) => ({
    name: `${changes ? 'sync-changes' : 'sync'} ${source}`,
    every: { cron, timezone },
    onOneBridge: true,
    work: () => rosters.run(source, { changes }),
  }));
