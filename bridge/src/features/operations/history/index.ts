/** The public interface of what was so in each minute. */
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Job } from '../../../kernel/jobs.ts';
import { route, type Route } from '../../../kernel/route.ts';
import { getHistory, type HistoryRange } from './contract.ts';
import { addHalfHours, addSample, halfHoursAfter, samplesAfter } from './repository.ts';
import { halfHourMs, inSteps, minuteMs, percentile95, ranges } from './sample.ts';

/** Times are from a moment on and before another, milliseconds. */
type Span<T> = (from: number, to: number) => Promise<T>;

/** What the history is made with. */
export interface HistoryDeps {
  db: Database;
  clock: Clock;
  roles: { requireSystem: (personId: string) => Promise<unknown> };
  meetings: {
    figures: {
      meetings: () => Promise<number>;
      participants: () => Promise<number>;
      /** How long each waited who came in. */
      waits: Span<number[]>;
      missed: Span<number>;
    };
  };
  calls: { figures: { ringWaits: Span<number[]> } };
  /** The stress of each videobridge now, by its name. */
  fleet: { stress: () => Promise<Record<string, number>> };
}

/** Makes what samples each minute, and shows it. Of several bridges on one database one samples. */
export function createHistory(deps: HistoryDeps): { routes: Route[]; jobs: Job[] } {
  const { db, clock, roles } = deps;
  const every = minuteMs / 1000;
  return {
    jobs: [{ name: 'operation-samples', every, onOneBridge: true, work: () => sample(deps) }],
    routes: [
      route(getHistory, 'read', async ({ caller, query }) => {
        await roles.requireSystem(caller.personId);
        return history(db, query.range, clock.now());
      }),
    ],
  };
}

/** Of the minute that is over: what happened in it, and what is so now. */
async function sample({ db, clock, meetings, calls, fleet }: HistoryDeps): Promise<void> {
  const at = Math.floor(clock.now() / minuteMs) * minuteMs;
  const from = at - minuteMs;
  const { figures } = meetings;
  const waits = await figures.waits(from, at);
  const rings = await calls.figures.ringWaits(from, at);
  await addSample(db, {
    at,
    meetings: await figures.meetings(),
    people: await figures.participants(),
    joins: waits.length,
    missed: await figures.missed(from, at),
    joinMs: percentile95(waits),
    rings: rings.length,
    ringMs: percentile95(rings),
    stress: await fleet.stress(),
  });
  await addHalfHours(db, at);
}

async function history(db: Database, range: HistoryRange, to: number) {
  const { backMs, stepMs } = ranges[range];
  const from = to - backMs;
  const samples = stepMs % halfHourMs === 0 ? halfHoursAfter : samplesAfter;
  const points = inSteps(await samples(db, from), stepMs);
  const names = new Set(points.flatMap(({ stress }) => Object.keys(stress)));
  return { from, to, stepMs, points, videobridges: [...names].toSorted() };
}
