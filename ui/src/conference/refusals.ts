import type { FailureCode } from '../../../bridge/src/kernel/codes.ts';
import type { FailureReason } from './events.ts';

/** The bridge's codes that end a meeting for somebody who is in it, and what each is in our words. */
const reasons: Partial<Record<FailureCode, FailureReason>> = {
  'meeting/ended': 'ended',
  'meeting/not-open': 'ended',
  'meeting/not-found': 'ended',
  'meeting/full': 'full',
  'meeting/locked': 'kicked',
  'door/banned': 'kicked',
  'door/wrong': 'kicked',
  'lobby/refused': 'kicked',
  'meeting/not-allowed': 'put-out',
  'course/not-a-member': 'put-out',
  'person/not-found': 'put-out',
  'session/ended': 'put-out',
  'link/revoked': 'put-out',
  'link/guests-ended': 'guests-ended',
};

/** Why the meeting is over, by the code that the bridge gave; undefined for what may pass. */
export const reasonOfRefusal = (code: string): FailureReason | undefined =>
  reasons[code as FailureCode];
