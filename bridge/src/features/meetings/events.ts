import type { MeetingView } from './view.ts';

declare module '../../kernel/events.ts' {
  interface BridgeEvents {
    /** Somebody came or went, it opened or was renamed; each reader's own view is made when it is sent. */
    'meeting.changed': MeetingView;
    'meeting.ended': MeetingView;
  }
}
