import type { Participant, ParticipantId } from '../../../conference/events.ts';
import type { ConferenceState } from '../../../conference/state.ts';

/** Who stands beside the stage, in this order: oneself, who spoke lately, the others as they came. */
export function besideStage(s: ConferenceState, onStage: ParticipantId | null): Participant[] {
  const ids = new Set<ParticipantId>(
    [s.selfId, ...s.speakers, ...s.participants.keys()].filter((id) => id !== null),
  );
  if (onStage !== null) ids.delete(onStage);
  return [...ids].flatMap((id) => s.participants.get(id) ?? []);
}
