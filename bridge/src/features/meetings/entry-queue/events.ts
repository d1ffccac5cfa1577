import type { Queued } from './contract.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** People were let in, or others have another place now; `here`: every bridge says so by itself. */
    'entry.moved': {
      here: boolean;
      places: { participantId: string; meetingId: string; queued: Queued | null }[];
    };
  }
}
