import { Cron } from 'croner';
import type { Log } from '../../../kernel/log.ts';
import type { Rosters } from './service.ts';

/** When a source is synchronised by itself. */
export interface Schedule {
  source: string;
  /** Five-field cron pattern. */
  cron: string;
  /** IANA zone that the pattern is meant in. */
  timezone: string;
  /** Takes only what changed since the last run. */
  changes?: boolean;
}

/** Starts the schedules; `stop` ends them (a run under way is finished). A run that is still going is not started twice. */
export function startSchedules(
  rosters: Pick<Rosters, 'run'>,
  schedules: readonly Schedule[],
  log: Log,
): { stop: () => void } {
  const jobs = schedules.map(({ source, cron, timezone, changes = false }) => {
    const failed = (error: unknown) =>
      log.error({ err: error, source }, 'scheduled roster run failed');
    return new Cron(cron, { timezone, protect: true, unref: true, catch: failed }, async () => {
      await rosters.run(source, { changes });
    });
  });
  return {
    stop: () => {
      for (const job of jobs) job.stop();
    },
  };
}
