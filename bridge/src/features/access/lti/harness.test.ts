import { testSealing } from '../../../../test/bridge-settings.ts';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { servePanel } from '../../../app/http/panel.ts';
import { createBridgeServer } from '../../../app/http/server.ts';
import { createLti } from '../../../adapters/lti/index.ts';
import { detailsOf } from '../../../../test/fake-platform/known.ts';
import { beginAt, type Browser } from '../../../../test/lti-browser.ts';
import { startFakePlatform, type FakePlatform } from '../../../../test/fake-platform/platform.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { createEvents, type BridgeEvents } from '../../../kernel/events.ts';
import { createLog } from '../../../kernel/log.ts';
import type { LaunchFacts, PlatformDetails } from './index.ts';
import { createKeyStore } from './key-repository.ts';
import { createLtiLaunches, type LtiLaunches } from './lti-launches.ts';
import type {
  CoursePlans,
  LogoutReader,
  RosterTrigger,
  TicketIssuer,
  WantedPlan,
} from './ports.ts';

/** What the neighbouring features were told. */
export interface Told {
  facts: LaunchFacts[];
  tickets: Parameters<TicketIssuer['issue']>[0][];
  syncService: Parameters<RosterTrigger['courseLaunched']>[0][];
  logouts: Parameters<LogoutReader>[0][];
  plans: ({ courseId: string; personId: string } & WantedPlan)[];
}

/** A bridge that serves launches only, and a platform that knows it. */
export interface Harness {
  root: string;
  ltiLaunches: LtiLaunches;
  fake: FakePlatform;
  told: Told;
  clock: ReturnType<typeof settableClock>;
  platformId: string;
  /** What launches told others. */
  offered: BridgeEvents['lti.gradebook-offered'][];
  /** For whom teachers added columns. */
  columns: BridgeEvents['lti.columns-wanted'][];
  close(): Promise<void>;
}

export const courseId = '6f1c7f0e-52f4-4a3e-9c36-0c1a3c6f7d11';
export const meetingId = '0b0c2a55-9a0c-4d8f-8f3b-1c7a4d0f2a22';
/** The series of a planned meeting, and the one that a teacher plans. */
export const seriesId = '5c0e6a1f-1111-4d8f-8f3b-1c7a4d0f2a33';
export const newSeriesId = '7d1f7b20-2222-4d8f-8f3b-1c7a4d0f2a44';
const planStart = Date.UTC(2027, 0, 4, 0, 0);

/** Starts both on free ports of 127.0.0.1; the database is the caller's. */
export async function startHarness(database: Database, registrationOpen = false): Promise<Harness> {
  const clock = settableClock(Date.now());
  const fake = await startFakePlatform(() => clock.now());
  const root = `http://127.0.0.1:${await getPort()}`;
  const told: Told = { facts: [], tickets: [], syncService: [], logouts: [], plans: [] };
  const log = createLog('silent');
  const events = createEvents(log);
  const offered: Harness['offered'] = [];
  const columns: Harness['columns'] = [];
  events.subscribe({
    'lti.gradebook-offered': (address) => void offered.push(address),
    'lti.columns-wanted': (wanted) => void columns.push(wanted),
  });
  const ltiLaunches = createLtiLaunches({
    database,
    clock,
    log,
    events,
    protocol: createLti({
      keyStore: createKeyStore(database, testSealing),
      clock,
      allowLoopbackHttp: true,
    }),
    publicUrl: root,
    clientName: 'Campus Meet',
    registrationOpen,
    ...neighbours(told),
  });
  const server = createBridgeServer({
    requireChanges: () => undefined,
    routes: [],
    pages: ltiLaunches.pageRoutes(plans(told)),
    takeFromRateLimit: () => Promise.resolve(),
    authenticate: () => Promise.reject(new Failure('session/missing')),
    origin: root,
    panel: servePanel({
      folder: fileURLToPath(new URL('testing', import.meta.url)),
      conferenceOrigins: [],
      frameAncestors: () => ltiLaunches.frameAncestors(),
    }),
    trustedProxies: 0,
    log,
  });
  await new Promise<void>((resolve) =>
    server.listen(Number(new URL(root).port), '127.0.0.1', resolve),
  );
  const { id: platformId } = await ltiLaunches.registerPlatform(detailsOf(fake));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await fake.close();
  };
  return { root, ltiLaunches, fake, told, clock, platformId, offered, columns, close };
}

/** Registers the platform anew with something changed. */
export const changePlatform = (harness: Harness, change: Partial<PlatformDetails>) =>
  harness.ltiLaunches.registerPlatform({ ...detailsOf(harness.fake), ...change });

/** The features beside launches, as far as a launch needs them. */
function neighbours(told: Told) {
  return {
    provisioning: {
      register: (facts: LaunchFacts) => {
        told.facts.push(facts);
        return Promise.resolve({
          personId: `person-${facts.person.subject}`,
          courseId,
          role: facts.role,
        });
      },
    },
    tickets: {
      issue: (request: Told['tickets'][number]) => {
        told.tickets.push(request);
        return Promise.resolve(`ticket-${told.tickets.length}`);
      },
    },
    syncService: {
      courseLaunched: (launch: Told['syncService'][number]) => {
        told.syncService.push(launch);
        return Promise.reject(new Error('a roster’s trouble is not the launch’s'));
      },
    },
    audit: { record: () => Promise.resolve() },
    signedOut: (notice: Told['logouts'][number]) => {
      told.logouts.push(notice);
      return Promise.resolve();
    },
  };
}

/** A course with one planned meeting, that may be planned in by those who host it. */
const plans = (told: Told): CoursePlans => ({
  upcoming: () =>
    Promise.resolve([{ id: seriesId, title: 'Lecture 3 <b>', startsAt: planStart, weeks: 2 }]),
  mayPlan: () => Promise.resolve(true),
  plan: (at, wanted) => {
    told.plans.push(...wanted.map((plan) => ({ ...at, ...plan })));
    return Promise.resolve(wanted.map((_, n) => `${newSeriesId.slice(0, -1)}${4 + n}`));
  },
  find: (_courseId, id) => Promise.resolve(id === seriesId ? { meetingId } : null),
});

/** Login and authentication: what the platform has the browser post to us. */
export async function formFor(
  harness: Harness,
  browser: Browser,
  change: Record<string, unknown> = {},
): Promise<Record<string, string>> {
  const { location } = await beginAt(harness, browser);
  return harness.fake.authenticate(location ?? '', change);
}
