import type { Connection } from './stays.ts';
import type { Span } from './spans.ts';
import { union } from './spans.ts';

/** What the bridge writes where a new run of the conference server tells that the former one is gone (presence.ts). */
export const restarted = 'conference-restarted';

/** So long everybody has to find the way back after a breakdown, milliseconds. */
const mostMs = 10 * 60_000;

/**
 * When the conference server was broken: from the moment that its new run was known until the last of those whom it
 * threw out was back, ten minutes at most. Until that moment they are taken as present.
 */
export function breakdownsOf(connections: readonly Connection[]): Span[] {
  const thrownOut = connections.flatMap(({ personId, to, reason }) =>
    reason === restarted && to !== null ? [{ personId, at: to }] : [],
  );
  const starts = Map.groupBy(thrownOut, ({ at }) => at);
  return union(
    [...starts].map(([from, people]) => {
      const backs = people.map(({ personId }) => backAfter(connections, personId, from));
      const back = backs.filter((at) => at <= from + mostMs);
      return { from, to: back.length > 0 ? Math.max(...back) : from + mostMs };
    }),
  );
}

const backAfter = (connections: readonly Connection[], personId: string, at: number): number =>
  Math.min(
    ...connections.flatMap((one) => (one.personId === personId && one.from >= at ? one.from : [])),
  );
