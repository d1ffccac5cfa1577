import { ringMs, type InviteeState } from './contract.ts';

/** What a queued invitee that nobody dealt with (its bridge was stopped) waits before another one does. */
export const queueMs = 15_000;

export type NotifiedBy = 'panel' | 'push' | 'mail' | 'lms';

/** One person who is called, as the bridge keeps them. */
export interface Invitee {
  id: string;
  callId: string;
  meetingId: string;
  callerId: string;
  personId: string;
  name: string;
  state: InviteeState;
  /** Grows with every change, so that whoever hears of two changes knows the newer one. */
  changedAt: number;
  createdAt: number;
  /** When the bridge has to do something about it by itself; null once the state is final. */
  dueAt: number | null;
  message: string | null;
  toldBy: NotifiedBy | null;
  /** Since when the invitee has it among the missed calls; null: it is not missed. */
  missedAt: number | null;
  seenAt: number | null;
  /** The session that answered or declined. */
  bySessionId: string | null;
}

/** What can happen to an invitee. */
export type CallEvent =
  | { kind: 'rung'; by: 'panel' | 'push' }
  | { kind: 'answered'; sessionId: string }
  /** Came into the meeting in another way. */
  | { kind: 'came-in' }
  | { kind: 'declined'; sessionId: string; message: string | null }
  | { kind: 'busy' }
  /** `silent`: the person does not want to be disturbed, and is not. */
  | { kind: 'not-reached'; toldBy: 'mail' | 'lms' | null }
  /** May not be rung by this caller: the person learns nothing of it. */
  | { kind: 'blocked' }
  /** The account was deactivated: nobody is there any more who could answer, or miss it. */
  | { kind: 'left' }
  | { kind: 'time-up' }
  | { kind: 'cancelled' };

/** Neither waiting nor ringing: no event changes it any more. */
export const isFinal = (state: InviteeState): boolean => state !== 'queued' && state !== 'ringing';

/** From which states an event leads on; in any other it changes nothing. */
const from: Record<CallEvent['kind'], readonly InviteeState[]> = {
  rung: ['queued'],
  answered: ['queued', 'ringing'],
  'came-in': ['queued', 'ringing'],
  declined: ['queued', 'ringing'],
  busy: ['queued'],
  'not-reached': ['queued'],
  blocked: ['queued'],
  left: ['queued', 'ringing'],
  'time-up': ['ringing'],
  cancelled: ['queued', 'ringing'],
};

/** What an event makes of an invitee, apart from when: the same for all whom it finds in one state. */
export type Step = Pick<
  Invitee,
  'state' | 'dueAt' | 'message' | 'toldBy' | 'missedAt' | 'bySessionId'
>;

/**
 * Works out where an event leads; null when it changes nothing: it came twice, late, or too early. No state
 * is ever entered again, and a final one is never left, so "still in this state" is all that has to be
 * checked when a step is stored.
 * @param now milliseconds
 */
export function stepOf(
  { state, toldBy }: Pick<Invitee, 'state' | 'toldBy'>,
  event: CallEvent,
  now: number,
): Step | null {
  if (!from[event.kind].includes(state)) return null;
  const done = { dueAt: null, message: null, toldBy, missedAt: null, bySessionId: null };
  switch (event.kind) {
    case 'rung':
      return { ...done, state: 'ringing', dueAt: now + ringMs, toldBy: event.by };
    case 'answered':
      return { ...done, state: 'answered', bySessionId: event.sessionId };
    case 'came-in':
      return { ...done, state: 'answered' };
    case 'declined': {
      const { message, sessionId } = event;
      return { ...done, state: 'declined', message, bySessionId: sessionId };
    }
    case 'busy':
      return { ...done, state: 'busy', missedAt: now };
    case 'not-reached':
      return { ...done, state: 'unreachable', toldBy: event.toldBy, missedAt: now };
    case 'blocked':
    case 'left':
      return { ...done, state: 'unreachable' };
    case 'time-up':
      return { ...done, state: 'no-answer', missedAt: now };
    case 'cancelled':
      return { ...done, state: 'cancelled', missedAt: missedIf(state, now) };
  }
}

/** Who was not rung yet has missed nothing. */
const missedIf = (state: InviteeState, now: number): number | null =>
  state === 'ringing' ? now : null;

/** The invitee after a step. */
export const stepped = (invitee: Invitee, step: Step, changedAt: number): Invitee => ({
  ...invitee,
  ...step,
  changedAt,
});

/** When a step of these is said to have been: the time of a change never stands still. */
export const stepTime = (invitees: readonly Invitee[], now: number): number =>
  Math.max(now, ...invitees.map(({ changedAt }) => changedAt + 1));
