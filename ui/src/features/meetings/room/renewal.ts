import { enterMeeting, type Entry } from '../../../../../bridge/src/features/meetings/contract.ts';
import { reasonOfRefusal } from '../../../conference/refusals.ts';
import { asFailure, isSessionLoss, PanelFailure } from '../../../kernel/failure.ts';
import type { Call } from '../../../kernel/ports.ts';
import type { Admission } from './ports.ts';

/** Asks the bridge for a new ticket for `room`; what is final becomes a reason, what may pass rejects. */
export function renewalOf(
  call: Call,
  meetingId: string,
  room: Entry['conference'],
): Admission['renewToken'] {
  return async () => {
    try {
      const arrival = await call(enterMeeting, { params: { meetingId } });
      // Whom a host sent out finds the lobby instead of the seat.
      if (arrival.outcome === 'waiting') return { over: 'kicked' };
      // Many come at the same time: it is tried again.
      if (arrival.outcome === 'queued') throw new PanelFailure('conference/unavailable');
      const { conference } = arrival;
      return conference.room === room.room ? { jwt: conference.jwt } : { over: 'room-mismatch' };
    } catch (error) {
      const { code } = asFailure(error);
      if (isSessionLoss(code)) return { over: 'token-refused' };
      const reason = reasonOfRefusal(code);
      if (reason) return { over: reason };
      throw error;
    }
  };
}
