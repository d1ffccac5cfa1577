import type { BegunMeeting } from './ports.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** A class has started: for these people, who may join it. */
    'class.started': { personIds: readonly string[]; meeting: BegunMeeting };
  }
}
