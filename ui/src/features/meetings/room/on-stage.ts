import type { ParticipantId } from '../../../conference/events.ts';
import { stage, type Stage } from '../../../conference/selectors.ts';
import type { ConferenceState } from '../../../conference/state.ts';

/** What this person, and what hosts for everybody, want to see large. */
export interface Wanted {
  pinned: ParticipantId | null;
  spotlit: readonly ParticipantId[];
  /** Of several shares whose; the newest where this is nobody's. */
  share?: ParticipantId | null;
}

/**
 * What is shown large: a share; else whom this person pinned; else whom hosts put in the spotlight; else who speaks.
 * Several only in the spotlight. Nothing before anybody is in.
 */
export function onStage(s: ConferenceState, wanted: Wanted): Stage[] {
  const { pinned, spotlit, share = null } = wanted;
  const first = stage(s, pinned, share);
  if (!first) return [];
  const isOwnChoice = pinned !== null && first.participantId === pinned;
  const present = spotlit.filter((id) => s.participants.has(id));
  if (first.kind === 'share' || isOwnChoice || present.length === 0) return [first];
  return present.map((participantId) => ({ participantId, kind: 'camera' }));
}

/** Which participants these people are, in the order of `personIds`; who is not in is left out. */
export function participantsOf(
  { participants }: Pick<ConferenceState, 'participants'>,
  personIds: readonly string[],
): ParticipantId[] {
  const all = [...participants.values()];
  return personIds.flatMap((personId) =>
    all.filter((one) => one.personId === personId).map(({ id }) => id),
  );
}
