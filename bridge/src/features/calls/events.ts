import type { CallChanged, Incoming, RingStopped } from './call-changes.ts';

declare module '../../kernel/events.ts' {
  interface BridgeEvents {
    /** It rings, for each of these: at every tab and device of theirs. */
    'call.rung': readonly { personId: string; incoming: Incoming }[];
    /** It rings no more. */
    'call.stopped': readonly { personId: string; stopped: RingStopped }[];
    /** What became of invitees: for the caller and the hosts of the meeting. */
    'call.changed': CallChanged & { callerId: string };
  }
}
