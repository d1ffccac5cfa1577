import type { MediaRef } from '../../../conference/events.ts';
import { refOf, type Stage } from '../../../conference/selectors.ts';
import type { ConferenceState } from '../../../conference/state.ts';

/**
 * The picture for a window that can show nothing else: what is on the stage; without a picture there, of who spoke
 * lately, then of anybody. Null while nobody sends one.
 */
export function smallPicture(s: ConferenceState, stages: readonly Stage[]): MediaRef | null {
  const faces = [...s.speakers, ...s.participants.keys()].map((participantId): Stage => {
    return { participantId, kind: 'camera' };
  });
  for (const { participantId, kind } of [...stages, ...faces]) {
    const ref = refOf(s, participantId, kind);
    if (ref !== null) return ref;
  }
  return null;
}
