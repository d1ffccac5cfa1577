import {
  ringMs,
  type Incoming,
  type InviteeState,
} from '../../../../bridge/src/features/calls/contract.ts';

/** What this tab does with a call: it rings, is being answered or declined here, or has just stopped. */
export type RingPhase = 'ringing' | 'answering' | 'declining' | 'stopped';

/** A call on this screen. */
export interface Ring {
  incoming: Incoming;
  phase: RingPhase;
  /** When it stops by itself, by this browser's clock, milliseconds. */
  until: number;
  /** Why it stopped, where it did not stop by a press here. */
  stoppedBy: StopReason | null;
}
export type StopReason = Exclude<InviteeState, 'queued' | 'ringing'>;

/** A call that just came in, and by our clock is over or rings for much longer: the clocks differ. */
const unlikely = 90_000;

/** When an incoming call stops, by our own clock at `now`. */
export function endOf({ ringingUntil }: Incoming, now: number): number {
  const left = ringingUntil - now;
  return left <= 0 || left > unlikely ? now + ringMs : ringingUntil;
}

/** The calls with one more; one that is known already (asked for and pushed) is known once. */
export function withRing(rings: readonly Ring[], incoming: Incoming, now: number): Ring[] {
  const known = rings.find((ring) => ring.incoming.inviteeId === incoming.inviteeId);
  if (known && known.phase !== 'stopped') return [...rings];
  const others = rings.filter((ring) => ring !== known);
  return [...others, { incoming, phase: 'ringing', until: endOf(incoming, now), stoppedBy: null }];
}

/** The calls with one in another phase. */
export const inPhase = (rings: readonly Ring[], inviteeId: string, phase: RingPhase): Ring[] =>
  rings.map((ring) => (ring.incoming.inviteeId === inviteeId ? { ...ring, phase } : ring));

/** The calls after one stopped: what was answered or declined here just goes, others say why for a moment. */
export function withStopped(rings: readonly Ring[], inviteeId: string, reason: StopReason): Ring[] {
  return rings.flatMap((ring) => {
    if (ring.incoming.inviteeId !== inviteeId || ring.phase === 'stopped') return [ring];
    return ring.phase === 'ringing' ? [{ ...ring, phase: 'stopped', stoppedBy: reason }] : [];
  });
}

/** The calls without one. */
export const withoutRing = (rings: readonly Ring[], inviteeId: string): Ring[] =>
  rings.filter((ring) => ring.incoming.inviteeId !== inviteeId);

/** True for what is over and cannot ring again. */
export const isFinal = (state: InviteeState): state is StopReason =>
  state !== 'queued' && state !== 'ringing';
