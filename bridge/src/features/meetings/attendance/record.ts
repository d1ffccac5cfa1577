import type { AttendanceRule, AttendanceStatus } from './contract.ts';
import { lengthOf, union, within, without, type Span } from './spans.ts';
import { staysOf, type Connection, type Stays } from './stays.ts';

/** The rule of a course whose teachers have set none. */
export const usualRule: AttendanceRule = {
  lateMinutes: 10,
  earlyMinutes: 10,
  leastShare: 75,
  breakMinutes: 3,
};

/** What of a meeting counts. */
export interface Frame extends Span {
  isOver: boolean;
  /** When the conference server was broken: counts for everybody who came. */
  breakdowns: readonly Span[];
}

/** Somebody's attendance of one meeting, by the conference server's word alone. */
export interface AttendanceRecord extends Stays {
  /** How long they were in while it counted, breaks too, milliseconds. */
  presentMs: number;
  /** The part of the meeting that they were in; a breakdown counts for everybody who came. 0 to 1. */
  share: number;
  /** After how long they came; null: never. Milliseconds. */
  lateMs: number | null;
  /** How long before the end they left for good; null: they never came, or it is not over. Milliseconds. */
  earlyMs: number | null;
  isLate: boolean;
  isEarly: boolean;
  status: Exclude<AttendanceStatus, 'excused'>;
}

const minuteMs = 60_000;

/** What somebody's connections come to by a rule. */
export function recordOf(
  connections: readonly Connection[],
  frame: Frame,
  rule: AttendanceRule,
): AttendanceRecord {
  const { breakdowns } = frame;
  const breakMs = rule.breakMinutes * minuteMs;
  const all = staysOf(connections, { until: frame.to, breakMs, breakdowns });
  const counted = within(all.stays, frame);
  const lateMs = missedBefore(counted, frame);
  const earlyMs = frame.isOver ? missedAfter(counted, frame) : null;
  const share = shareOf(counted, frame);
  return {
    ...all,
    presentMs: lengthOf(counted),
    share,
    lateMs,
    earlyMs,
    isLate: (lateMs ?? 0) > rule.lateMinutes * minuteMs,
    isEarly: (earlyMs ?? 0) > rule.earlyMinutes * minuteMs,
    status: statusOf(counted.length > 0, share, rule),
  };
}

function statusOf(came: boolean, share: number, { leastShare }: AttendanceRule) {
  if (!came) return 'absent';
  return share * 100 >= leastShare ? 'attended' : 'partial';
}

function shareOf(counted: readonly Span[], frame: Frame): number {
  if (counted.length === 0) return 0;
  const credited = union([...counted, ...within(frame.breakdowns, frame)]);
  return lengthOf(credited) / (frame.to - frame.from);
}

function missedBefore([first]: readonly Span[], { from, breakdowns }: Frame): number | null {
  return first ? lengthOf(without({ from, to: first.from }, breakdowns)) : null;
}

function missedAfter(counted: readonly Span[], { to, breakdowns }: Frame): number | null {
  const last = counted.at(-1);
  return last ? lengthOf(without({ from: last.to, to }, breakdowns)) : null;
}
