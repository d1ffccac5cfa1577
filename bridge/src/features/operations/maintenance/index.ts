/** The public interface of maintenance: a time in which changes are refused. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Job } from '../../../kernel/jobs.ts';
import { route, type Route } from '../../../kernel/route.ts';
import { lookAtMaintenance, type Maintenance } from './contract.ts';
import { createMaintenanceRepository } from './repository.ts';

export interface MaintenanceDeps {
  db: Database;
  clock: Clock;
  events: Pick<Events, 'emit'>;
}

/** Seconds after which every bridge knows of a change, whoever made it. */
const everySeconds = 2;
/** What Retry-After says where no end was announced, or it is over; seconds. */
const usualRetry = 60;

/** Makes the read-only mode: kept in the database, known to each bridge by reading it again and again. */
export function createMaintenance({ db, clock, events }: MaintenanceDeps) {
  const repository = createMaintenanceRepository(db);
  let known: Maintenance | null = null;
  const refresh = async (): Promise<void> => {
    const now = await repository.read();
    const isSame = now?.since === known?.since && now?.until === known?.until;
    known = now;
    if (!isSame) events.emit('maintenance.changed', { maintenance: now });
  };
  const routes: Route[] = [
    route(lookAtMaintenance, 'read', () => Promise.resolve({ maintenance: known })),
  ];
  const jobs: Job[] = [{ name: 'maintenance', every: everySeconds, work: refresh }];
  return {
    routes,
    jobs,
    refresh,
    isOn: (): boolean => known !== null,
    /** @throws Failure maintenance/read-only, with when to try again, while changes are refused */
    requireChanges: (): void => {
      if (!known) return;
      const seconds = Math.ceil(((known.until ?? 0) - clock.now()) / 1000);
      throw new Failure('maintenance/read-only', { retryAfter: Math.max(usualRetry, seconds) });
    },
    /** Refuses changes from now on. @param until when it is to be over, milliseconds; null: not said */
    begin: (until: number | null): Promise<void> => repository.write({ since: clock.now(), until }),
    end: (): Promise<void> => repository.clear(),
    read: (): Promise<Maintenance | null> => repository.read(),
  };
}
