import { lengthOf, union, without, type Span } from './spans.ts';

/** One connection of somebody to the room, by the conference server's clock, milliseconds. */
export interface Connection {
  personId: string;
  from: number;
  /** Null: still there. */
  to: number | null;
  /** Why it ended, as the conference server or the bridge said. */
  reason: string | null;
}

/** When somebody was in: several devices at once are one stay, and so is what a break interrupts. */
export interface Stays {
  stays: Span[];
  /** Gaps so short that they are a broken network and no leaving. */
  breaks: Span[];
  /** The most connections at the same time. */
  devices: number;
  /** There now. */
  isIn: boolean;
}

/** What tells a break from leaving. */
export interface StayRule {
  /** Until when it is known who was there: now, or the end. */
  until: number;
  /** A gap up to this is a break, milliseconds. */
  breakMs: number;
  /** When the conference server was broken: what lies in these is nobody's gap. */
  breakdowns: readonly Span[];
}

/** Makes stays of somebody's connections, in whatever order they are told. */
export function staysOf(connections: readonly Connection[], rule: StayRule): Stays {
  const spans = connections.map(({ from, to }) => ({ from, to: Math.max(from, to ?? rule.until) }));
  const stays: Span[] = [];
  const breaks: Span[] = [];
  for (const span of union(spans)) {
    const last = stays.at(-1);
    const gap = last && { from: last.to, to: span.from };
    const missed = gap ? lengthOf(without(gap, rule.breakdowns)) : Infinity;
    if (last && gap && missed <= rule.breakMs) {
      last.to = span.to;
      if (missed > 0) breaks.push(gap);
    } else {
      stays.push({ ...span });
    }
  }
  const isIn = connections.some(({ to }) => to === null);
  return { stays, breaks, devices: mostAtOnce(spans), isIn };
}

/** The most that overlap at any moment; what ends as another begins does not. */
function mostAtOnce(spans: readonly Span[]): number {
  const steps = spans.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  let now = 0;
  let most = 0;
  for (const { by } of steps.toSorted((one, other) => one.at - other.at || one.by - other.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return spans.length > 0 ? Math.max(1, most) : 0;
}
