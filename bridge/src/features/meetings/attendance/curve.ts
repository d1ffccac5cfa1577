import { union, type Span } from './spans.ts';

/** How many were in at a moment. */
export interface CurvePoint {
  at: number;
  present: number;
}

/** At most so many points make the figure. */
const mostPoints = 240;

/**
 * How many were in at evenly spread moments of a stretch of time.
 * @param everybody the stays of each, one list for each person
 */
export function curveOf(everybody: readonly (readonly Span[])[], frame: Span): CurvePoint[] {
  const whole = frame.to - frame.from;
  if (whole <= 0) return [];
  const steps = Math.min(mostPoints, Math.max(1, Math.ceil(whole / 1000)));
  const moments = Array.from({ length: steps + 1 }, (_, n) => frame.from + (whole * n) / steps);
  const spans = everybody.flatMap((stays) => union(stays));
  const starts = spans.map(({ from }) => from).toSorted((one, other) => one - other);
  const ends = spans.map(({ to }) => to).toSorted((one, other) => one - other);
  let come = 0;
  let gone = 0;
  return moments.map((at, n) => {
    // The last moment is the end, at which everybody goes: what counts is just before it.
    const before = n === steps;
    while (come < starts.length && reached(starts[come], at, before)) come += 1;
    while (gone < ends.length && reached(ends[gone], at, before)) gone += 1;
    return { at: Math.round(at), present: come - gone };
  });
}

const reached = (moment: number | undefined, at: number, before: boolean): boolean =>
  moment !== undefined && (before ? moment < at : moment <= at);
