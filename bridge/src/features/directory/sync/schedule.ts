import type { Job } from '../../../kernel/jobs.ts';
import type { SyncService } from './service.ts';

/** When sources are synchronised by themselves: five-field cron patterns, empty for never. */
export interface SyncTimes {
  /** Everything that a source says. */
  full: string;
  /** What changed since the last run, of sources that can tell. */
  changes: string;
  /** IANA zone that the patterns are meant in. */
  timezone: string;
}

/** The jobs that synchronise by the schedules: of several bridges one does each. */
export function syncJobs(
  syncService: Pick<SyncService, 'run' | 'sources'>,
  { full, changes, timezone }: SyncTimes,
): Job[] {
  const jobOf = (source: string, cron: string, isOfChanges: boolean): Job => ({
    name: `${isOfChanges ? 'sync-changes' : 'sync'} ${source}`,
    every: { cron, timezone },
    onOneBridge: true,
    work: () => syncService.run(source, { changes: isOfChanges }),
  });
  return syncService.sources.flatMap((source) => [
    ...(full === '' ? [] : [jobOf(source.name, full, false)]),
    ...(changes === '' || !source.changes ? [] : [jobOf(source.name, changes, true)]),
  ]);
}
