import type { Ref } from 'vue';
import {
  endMeeting,
  leaveMeeting,
  type MeetingSummary,
} from '../../../../../bridge/src/features/meetings/contract.ts';
import type { Call } from '../../../kernel/ports.ts';
import type { Ending } from './ending.ts';
import type { Seat } from './seat.ts';

interface WaysOutParts {
  call: Call;
  meetingId: Ref<string>;
  summary: Ref<MeetingSummary | null>;
  seat: Pick<Seat, 'conference'>;
  finish: (how: Ending) => void;
}

/** How this person goes: alone, or with everybody. */
export function createWaysOut({ call, meetingId, summary, seat, finish }: WaysOutParts) {
  let iAmEnding = false;
  const params = () => ({ meetingId: meetingId.value });
  return {
    /** The room's end is often heard of before the answer to the request that ended it. */
    mine: (how: Ending): Ending =>
      iAmEnding && how.kind === 'lost' ? { kind: 'ended-by-me' } : how,
    /** Leaves. The seat is freed by the room's own word; the call only hurries it. */
    leave: async (): Promise<void> => {
      await seat.conference.value?.leave();
      finish({ kind: 'left' });
      await call(leaveMeeting, { params: params() }).catch(() => undefined);
    },
    /** Ends the meeting for everybody. Rejects with a PanelFailure, and the meeting goes on. */
    endForAll: async (): Promise<void> => {
      iAmEnding = true;
      try {
        summary.value = await call(endMeeting, { params: params() });
        finish({ kind: 'ended-by-me' });
      } finally {
        iAmEnding = false;
      }
    },
  };
}
