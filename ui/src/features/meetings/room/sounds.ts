import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { MediaRef, ParticipantId } from '../../../conference/events.ts';
import { useSilenced } from './silenced.ts';
import { nextPlaces, type Places } from './sound-places.ts';
import { useMeeting } from './store.ts';

/** What each audio element plays, as people speak, come and go; nothing of those who may not speak. */
export function useSounds(): ComputedRef<Places> {
  const meeting = useMeeting();
  const isSilenced = useSilenced();
  const places = shallowRef<Places>([]);
  const heard = new Map<ParticipantId, number>();
  const isStopped = (ref: MediaRef): boolean => {
    const sender = meeting.state.media.get(ref)?.participantId;
    return sender !== undefined && isSilenced(sender, 'audio');
  };
  watch(
    () => [meeting.state.media, meeting.state.levels, meeting.state.speakers] as const,
    (_now, before) => {
      const { state } = meeting;
      const now = Date.now();
      const levels = before?.[1];
      for (const [id, level] of state.levels)
        if (level > 0 && level !== levels?.get(id)) heard.set(id, now);
      const [speaker] = state.speakers;
      if (speaker !== undefined && !state.silence) heard.set(speaker, now);
      places.value = nextPlaces(places.value, state, { heard, now });
    },
    { immediate: true },
  );
  return computed(() => places.value.map((ref) => (ref !== null && isStopped(ref) ? null : ref)));
}
