/** A stretch of time from a moment on and before another, milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** The same time, each moment once, in order: what overlaps or touches is one. */
export function union(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const { from, to } of spans.filter((span) => span.to > span.from).toSorted(byStart)) {
    const last = whole.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  return whole;
}

const byStart = (one: Span, other: Span): number => one.from - other.from;

/** What of it lies within another stretch. */
export const within = (spans: readonly Span[], bounds: Span): Span[] =>
  spans
    .map(({ from, to }) => ({ from: Math.max(from, bounds.from), to: Math.min(to, bounds.to) }))
    .filter(({ from, to }) => to > from);

/** What is left of a stretch without others. */
export function without(span: Span, holes: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { from } = span;
  for (const hole of union(within(holes, span))) {
    left.push({ from, to: hole.from });
    from = hole.to;
  }
  left.push({ from, to: span.to });
  return left.filter(({ from: start, to }) => to > start);
}

/** How long it is all together, milliseconds; time that is there twice counts twice. */
export const lengthOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { from, to }) => sum + (to - from), 0);
