import { shallowRef, type ShallowRef } from 'vue';
import { leaveMeeting } from '../../../../../bridge/src/features/meetings/contract.ts';
import type { Queued } from '../../../../../bridge/src/features/meetings/entry-queue/contract.ts';
import { PanelFailure } from '../../../kernel/failure.ts';
import type { Call, Live } from '../../../kernel/ports.ts';

/** A place is kept for 20 seconds after one asked; asking again every five keeps it, also over a request that fails. */
const renewAfter = 5_000;

/** One's place in the queue before a meeting's room. */
export interface Turn {
  /** Null while one does not wait. */
  place: ShallowRef<Queued | null>;
  /** Resolves when it is time to ask the bridge again; rejects with a PanelFailure once one has given up. */
  untilAsked: (queued: Queued) => Promise<void>;
  /** Nothing is waited for any more. */
  giveUp: () => void;
  /** The same, and the place goes to the next at once. */
  leave: () => Promise<void>;
}

/** @param meetingId read at each step: a page may go on from one meeting to the next */
export function createTurn(
  { call, live }: { call: Call; live: Live },
  meetingId: () => string,
): Turn {
  const place = shallowRef<Queued | null>(null);
  let end: (() => void) | null = null;
  const giveUp = (): void => {
    end?.();
    place.value = null;
  };
  return {
    place,
    giveUp,
    untilAsked: (queued) =>
      new Promise((resolve, reject) => {
        place.value = queued;
        const asked = Date.now();
        const done = (settle: () => void): void => {
          clearTimeout(timer);
          stop();
          end = null;
          settle();
        };
        const timer = setTimeout(() => done(resolve), renewAfter);
        const stop = live.hear('entrance', (event) => {
          if (event.meetingId !== meetingId()) return;
          if (event.queued) place.value = event.queued;
          // Timers of a page that nobody looks at are late; what is pushed is not.
          if (!event.queued || Date.now() - asked > renewAfter) done(resolve);
        });
        end = () => done(() => reject(new PanelFailure('lobby/refused')));
      }),
    leave: async () => {
      giveUp();
      // A place that is not asked for again is given up by itself: nothing to mend when this fails.
      await call(leaveMeeting, { params: { meetingId: meetingId() } }).catch(() => undefined);
    },
  };
}
