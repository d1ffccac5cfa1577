import type { LocalMedium, MediaKind, ParticipantId } from '../../../conference/events.ts';
import { useModeration } from './moderation.ts';
import { useMeeting } from './store.ts';

export const mediumOf: Record<MediaKind, LocalMedium> = {
  audio: 'microphone',
  camera: 'camera',
  share: 'share',
};

/**
 * Of whoever may not send it nothing is shown or played, should it arrive: what goes straight between two people no
 * server stops.
 */
export function useSilenced(): (id: ParticipantId, kind: MediaKind) => boolean {
  const meeting = useMeeting();
  const moderation = useModeration();
  return (id, kind) => {
    const sender = meeting.state.participants.get(id);
    if (!sender || sender.self || moderation.isFree(sender)) return false;
    return moderation.forbidden.includes(mediumOf[kind]);
  };
}
