import type { z } from 'zod';
import type {
  getHistory,
  HistoryPoint,
} from '../../../../../bridge/src/features/operations/history/contract.ts';

export type History = z.output<(typeof getHistory)['reply']>;

/** One line of a plot. */
export interface Line {
  name: string;
  /** One for each step; null: nothing is known, and the line has a gap. */
  values: (number | null)[];
}

/** How each line of a plot is told from the others: by colour, and without it by its dashes. */
export const looks: readonly { colour: string; dash: number[] }[] = [
  { colour: '--accent', dash: [] },
  { colour: '--live', dash: [8, 4] },
  { colour: '--private', dash: [2, 3] },
  { colour: '--good', dash: [12, 3, 2, 3] },
  { colour: '--warn', dash: [16, 5] },
  { colour: '--ink-soft', dash: [4, 8] },
];

/** @param at which line of the plot, from 0; after the last look the first comes again */
export const lookOf = (at: number): (typeof looks)[number] =>
  looks[at % looks.length] ?? { colour: '--accent', dash: [] };

/** The ends of all steps of the time that is shown, milliseconds. */
export function stepsOf({ from, to, stepMs }: History): number[] {
  const first = Math.floor(from / stepMs) + 1;
  const last = Math.floor(to / stepMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (first + at) * stepMs);
}

/** What a point says for each step, null where there is none. */
export function valuesOf(
  history: History,
  value: (point: HistoryPoint) => number | null | undefined,
): (number | null)[] {
  const points = new Map(history.points.map((point) => [point.at, point]));
  return stepsOf(history).map((at) => {
    const point = points.get(at);
    return point === undefined ? null : (value(point) ?? null);
  });
}

/** Milliseconds as seconds, to a tenth. */
export const seconds = (ms: number | null): number | null =>
  ms === null ? null : Math.round(ms / 100) / 10;
