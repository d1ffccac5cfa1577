import type { HistoryPoint, HistoryRange } from './contract.ts';

/** What was so in one minute, as it is kept. */
export type Sample = HistoryPoint;

/** How often it is sampled, milliseconds. */
export const minuteMs = 60_000;

const hourMs = 60 * minuteMs;

/** What whole days, weeks and months are made of: minutes that were put together. */
export const halfHourMs = 30 * minuteMs;

/** The end of the step that a moment lies in; a step has its end and not its beginning. */
export const endOfStep = (at: number, stepMs: number): number => Math.ceil(at / stepMs) * stepMs;

/** How far back each range looks and in which steps, milliseconds: at most some hundred points each. */
export const ranges: Record<HistoryRange, { backMs: number; stepMs: number }> = {
  hour: { backMs: hourMs, stepMs: minuteMs },
  day: { backMs: 24 * hourMs, stepMs: 5 * minuteMs },
  week: { backMs: 7 * 24 * hourMs, stepMs: halfHourMs },
  month: { backMs: 30 * 24 * hourMs, stepMs: 2 * hourMs },
};

/** That of which 95 of 100 are no more than it (nearest rank); null of nothing. */
export function percentile95(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
}

/** Puts the samples of each step together, oldest first. Steps without one are left out. */
export function inSteps(samples: readonly Sample[], stepMs: number): HistoryPoint[] {
  const steps = Map.groupBy(samples, ({ at }) => endOfStep(at, stepMs));
  return [...steps]
    .toSorted(([one], [other]) => one - other)
    .map(([at, all]) => ({ ...all.reduce(together), at }));
}

/** What counts at a moment is the most of both, what happened is added. */
const together = (one: Sample, other: Sample): Sample => ({
  at: other.at,
  meetings: Math.max(one.meetings, other.meetings),
  people: Math.max(one.people, other.people),
  joins: one.joins + other.joins,
  missed: one.missed + other.missed,
  joinMs: worst(one.joinMs, other.joinMs),
  rings: one.rings + other.rings,
  ringMs: worst(one.ringMs, other.ringMs),
  stress: highest(one.stress, other.stress),
});

const worst = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

function highest(one: Sample['stress'], other: Sample['stress']): Sample['stress'] {
  const all = { ...one };
  for (const [id, stress] of Object.entries(other)) all[id] = Math.max(stress, all[id] ?? 0);
  return all;
}
