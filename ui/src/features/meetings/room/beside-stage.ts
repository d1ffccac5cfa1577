import type { ParticipantId } from '../../../conference/events.ts';
import type { ConferenceState } from '../../../conference/state.ts';

/** Who is somewhere else: on the stage, or first in the row because hosts show them to everybody. */
interface Shown {
  onStage: readonly ParticipantId[];
  spotlit: readonly ParticipantId[];
}

/** Who may stand beside the stage, most important first: oneself, the spotlit, who spoke lately, the others as they came. */
export function besideStage(s: ConferenceState, { onStage, spotlit }: Shown): ParticipantId[] {
  const ids = new Set<ParticipantId>(
    [s.selfId, ...spotlit, ...s.speakers, ...s.participants.keys()].filter((id) => id !== null),
  );
  for (const id of onStage) ids.delete(id);
  return [...ids].filter((id) => s.participants.has(id));
}
