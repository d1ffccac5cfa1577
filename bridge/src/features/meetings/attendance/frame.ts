import type { Meeting } from '../meeting.ts';
import { breakdownsOf } from './breakdowns.ts';
import type { Frame } from './record.ts';
import type { Connection } from './stays.ts';

type Timed = Pick<Meeting, 'scheduledAt' | 'startedAt' | 'endedAt' | 'emptySince' | 'endReason'>;

/** What is known of a meeting besides itself. */
export interface Timing {
  /** When it was to end by its plan; null: there was none. */
  plannedEnd: number | null;
  now: number;
}

/**
 * What of a meeting counts. It begins when it was to begin, or when it did, where that was later; it ends when it
 * ended or was to end, whichever was first. One that ended because nobody was in any more ended when the last one
 * left. One that was over before it was to begin was held earlier: all of it counts.
 */
export function frameOf(
  meeting: Timed,
  { plannedEnd, now }: Timing,
  connections: readonly Connection[],
): Frame {
  const { startedAt, scheduledAt } = meeting;
  const ended = endOf(meeting);
  const wasEarlier = ended !== null && scheduledAt !== null && ended <= scheduledAt;
  const from = Math.max(startedAt ?? 0, wasEarlier ? 0 : (scheduledAt ?? 0));
  const end = ended ?? now;
  const to = plannedEnd !== null && plannedEnd > from ? Math.min(end, plannedEnd) : end;
  return {
    from,
    to: Math.max(from, to),
    isOver: meeting.endedAt !== null || to < now,
    breakdowns: breakdownsOf(connections),
  };
}

function endOf({ endedAt, emptySince, endReason }: Timed): number | null {
  return endReason === 'empty' ? (emptySince ?? endedAt) : endedAt;
}
