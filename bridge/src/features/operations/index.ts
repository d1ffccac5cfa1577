/** The public interface of running the bridge: is it well, and what is it doing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../kernel/failure.ts';
import type { PageRequest, PageRoute, Route } from '../../kernel/route.ts';
import { outboxState } from '../notifications/outbox/contract.ts';
import { createAlarms, type AlarmsDeps } from './alarms/index.ts';
import { createMaintenance, type MaintenanceDeps } from './maintenance/index.ts';
import { createCapacity, type CapacityDeps } from './capacity/index.ts';
import { databaseOf, healthOf } from './health.ts';
import { createHistory, type HistoryDeps } from './history/index.ts';
import { createMetrics } from './metrics.ts';

/** What running is made with. */
export type OperationsDeps = CapacityDeps &
  MaintenanceDeps &
  HistoryDeps &
  AlarmsDeps & {
    /** Whoever shows this reads the metrics; undefined: nobody does. */
    config: { METRICS_TOKEN?: string | undefined };
  };

/** Makes the pages for balancers and monitoring, and what measures requests and jobs. */
export function createOperations(deps: OperationsDeps) {
  const { db, meetings, outbox, config } = deps;
  const maintenance = createMaintenance(deps);
  const history = createHistory(deps);
  const alarms = createAlarms(deps);
  const parts = [createCapacity(deps), maintenance, history, alarms];
  const routes: Route[] = parts.flatMap((part) => part.routes);
  const messages = async (): Promise<Record<string, number>> => ({
    ...noMessages,
    ...(await outbox.status()).counts,
  });
  const metrics = createMetrics({ ...meetings.figures, messages });
  const dependencies = [databaseOf(db)];
  let isClosing = false;
  const pages: PageRoute[] = [
    // Whether the process runs at all: a supervisor that restarts it must not do so for a database that is away.
    page('/health/live', () => Promise.resolve({ json: { status: 'ok' } })),
    page('/health/ready', async () => {
      if (isClosing) return { status: 503, json: { status: 'closing', checks: {} } };
      const health = await healthOf(dependencies);
      return { status: health.status === 'ok' ? 200 : 503, json: health };
    }),
    page('/metrics', async (request) => {
      requireToken(request, config.METRICS_TOKEN);
      return { text: await metrics.text(), type: metrics.contentType };
    }),
  ];
  return {
    routes,
    pages,
    jobs: [...maintenance.jobs, ...history.jobs, ...alarms.jobs],
    waiting: alarms.waiting,
    maintenance,
    answered: metrics.answered,
    worked: metrics.worked,
    /** From here on a balancer sends nobody new. */
    closing: (): void => {
      isClosing = true;
    },
  };
}

const noMessages = Object.fromEntries(outboxState.options.map((state) => [state, 0]));

const page = (path: string, handle: PageRoute['handle']): PageRoute => ({
  method: 'GET',
  path,
  limit: 'server',
  handle,
});

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Without a token there is no such page; with a wrong one nobody learns more. */
function requireToken({ header }: PageRequest, token: string | undefined): void {
  if (token === undefined) throw new Failure('request/not-found');
  const given = /^Bearer (.+)$/u.exec(header('authorization') ?? '')?.[1];
  if (given === undefined) throw new Failure('session/missing');
  if (!timingSafeEqual(hash(given), hash(token))) throw new Failure('session/expired');
}
