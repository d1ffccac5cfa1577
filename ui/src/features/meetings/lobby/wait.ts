import { stopWaiting } from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import type { LiveEvents } from '../../../../../bridge/src/features/live/contract.ts';
import { PanelFailure, type PanelCode } from '../../../kernel/failure.ts';
import type { Call, Live } from '../../../kernel/ports.ts';

/** A place in the lobby is kept for 90 seconds after one asked; asking again every 30 keeps it. */
const renewAfter = 30_000;

type Outcome = LiveEvents['admission']['outcome'];

const refusals: Partial<Record<Outcome, PanelCode>> = {
  refused: 'lobby/refused',
  'timed-out': 'lobby/timed-out',
  'meeting-ended': 'meeting/ended',
};

/** Waiting in the lobby of one meeting. */
export interface Wait {
  /** Resolves when it is time to ask the bridge again; rejects with a PanelFailure when that is of no use. */
  untilAsked: () => Promise<void>;
  /** Gives the place up; a wait that is under way rejects, and whoever gave up knows why. */
  leave: () => Promise<void>;
}

/** Of one meeting: another one needs another wait. */
export function createWait({ call, live }: { call: Call; live: Live }, meetingId: string): Wait {
  let giveUp: (() => void) | null = null;
  return {
    untilAsked: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => done(resolve), renewAfter);
        const stop = live.hear('admission', (event) => {
          if (event.meetingId !== meetingId) return;
          const code = refusals[event.outcome];
          done(() => (code ? reject(new PanelFailure(code)) : resolve()));
        });
        const done = (settle: () => void): void => {
          clearTimeout(timer);
          stop();
          giveUp = null;
          settle();
        };
        giveUp = () => done(() => reject(new PanelFailure('lobby/refused')));
      }),
    leave: async () => {
      giveUp?.();
      // A place that is not asked for again is given up by itself: nothing to mend when this fails.
      await call(stopWaiting, { params: { meetingId } }).catch(() => undefined);
    },
  };
}
