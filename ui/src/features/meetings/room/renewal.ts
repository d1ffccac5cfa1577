import { enterMeeting, type Entry } from '../../../../../bridge/src/features/meetings/contract.ts';
import type { FailureReason } from '../../../conference/events.ts';
import { asFailure, isSessionLoss, PanelFailure, type PanelCode } from '../../../kernel/failure.ts';
import type { Call } from '../../../kernel/ports.ts';
import type { Admission } from './ports.ts';

const reasons: Partial<Record<PanelCode, FailureReason>> = {
  'meeting/ended': 'ended',
  'meeting/not-open': 'ended',
  'meeting/not-found': 'ended',
  'meeting/full': 'full',
  'meeting/not-allowed': 'kicked',
  'meeting/locked': 'kicked',
  'course/not-a-member': 'kicked',
  'door/banned': 'kicked',
  'door/wrong': 'kicked',
  'lobby/refused': 'kicked',
  'link/revoked': 'kicked',
};

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
      const reason = reasons[code];
      if (reason) return { over: reason };
      if (isSessionLoss(code)) return { over: 'token-refused' };
      throw error;
    }
  };
}
