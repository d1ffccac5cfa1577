/** The public interface of alarms: what is wrong, who is told, who looks after it. */
import { Cron } from 'croner';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { Route } from '../../../kernel/route.ts';
import type { AuditTrail } from '../../audit/index.ts';
import type { People } from '../../directory/people/index.ts';
import type { Roles } from '../../directory/roles/index.ts';
import type { Sync } from '../../directory/sync/index.ts';
import type { Meetings } from '../../meetings/index.ts';
import type { NotificationMailer } from '../../notifications/sending/index.ts';
import type { Fleet } from '../fleet/index.ts';
import {
  outboxTroubles,
  queueTroubles,
  serverTroubles,
  syncTroubles,
  type Trouble,
} from './observing.ts';
import { countUnacknowledged } from './repository.ts';
import { alarmRoutes } from './routes.ts';
import { watch, type WatchingDeps } from './watching.ts';
import { alarmWords } from './words.ts';

/** What alarms are made with. */
export interface AlarmsDeps {
  db: Database;
  clock: Clock;
  roles: Pick<Roles, 'requireSystem' | 'lockSystemAdmins'>;
  people: Pick<People, 'addressees' | 'findMany'>;
  audit: AuditTrail;
  notifyByMail: NotificationMailer;
  fleet: Pick<Fleet, 'servers'>;
  /** Fails while the XMPP server does not answer. */
  conference: { server: { sizes: () => Promise<unknown> } };
  syncService: Pick<Sync, 'runs'>;
  meetings: { figures: Pick<Meetings['figures'], 'queue' | 'waits'> };
  outbox: {
    status: () => Promise<{ counts: Record<string, number>; waitingSince: number | null }>;
  };
  config: { ALARM_AFTER_SECONDS: number; SYNC_SCHEDULE: string };
  /** IANA zone that the schedule is in. */
  campusZone: string;
  publicUrl: string;
}

/** How often it is looked what is wrong, seconds. */
const lookEvery = 10;

/** Makes what watches, tells system admins by mail, and shows it. Of several bridges on one database one watches. */
export function createAlarms(deps: AlarmsDeps) {
  const { db, clock } = deps;
  const watching: WatchingDeps = {
    db,
    clock,
    afterMs: deps.config.ALARM_AFTER_SECONDS * 1000,
    tell: tellAdmins(deps),
  };
  const look = async (): Promise<void> => watch(watching, await troublesNow(deps));
  const jobs: Job[] = [{ name: 'alarms', every: lookEvery, onOneBridge: true, work: look }];
  const routes: Route[] = alarmRoutes(deps);
  return {
    routes,
    jobs,
    waiting: [
      {
        kind: 'alarms' as const,
        count: ({ scope }: { scope: { isSystem: boolean } }): Promise<number> =>
          scope.isSystem ? countUnacknowledged(db) : Promise.resolve(0),
      },
    ],
  };
}

async function troublesNow(deps: AlarmsDeps): Promise<Trouble[]> {
  const { fleet, conference, syncService, outbox, clock } = deps;
  const prosody = conference.server.sizes().then(
    () => true,
    () => false,
  );
  const now = clock.now();
  return [
    ...serverTroubles({ ...(await fleet.servers()), prosodyAnswers: await prosody }),
    ...syncTroubles({ runs: await syncService.runs(), dueAt: dueBefore(deps, now), now }),
    ...outboxTroubles((await outbox.status()).waitingSince, now),
    ...queueTroubles(await queueNow(deps, now)),
  ];
}

async function queueNow({ meetings: { figures } }: AlarmsDeps, now: number) {
  const { waiting, longestMs } = await figures.queue();
  const cameIn = waiting === 0 ? [] : await figures.waits(now - 60_000, now + 1);
  return { waiting, longestMs, cameIn: cameIn.length };
}

/** When the last full sync was due; null where they have no times. */
function dueBefore({ config, campusZone }: AlarmsDeps, now: number): number | null {
  if (config.SYNC_SCHEDULE === '') return null;
  const cron = new Cron(config.SYNC_SCHEDULE, { paused: true, timezone: campusZone });
  return cron.previousRuns(1, new Date(now))[0]?.getTime() ?? null;
}

const tellAdmins =
  ({ roles, people, notifyByMail, publicUrl }: AlarmsDeps): WatchingDeps['tell'] =>
  async (trx, alarm, what) => {
    await notifyByMail(trx, {
      notification: 'alarm',
      to: await people.addressees(trx, [...(await roles.lockSystemAdmins(trx))]),
      valuesIn: ({ displayName }, language) => ({
        name: displayName,
        ...alarmWords(alarm, what, language),
        link: `${publicUrl}/admin/operations`,
      }),
      onceKey: `${alarm.id}:${what}`,
    });
  };
