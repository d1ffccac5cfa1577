import { shallowRef, watch, type ShallowRef } from 'vue';
import type { ParticipantId } from '../../../conference/events.ts';
import { nextPlaces, type Places } from './sound-places.ts';
import { useMeeting } from './store.ts';

/** What each audio element plays, as people speak, come and go. */
export function useSounds(): ShallowRef<Places> {
  const meeting = useMeeting();
  const places = shallowRef<Places>([]);
  const heard = new Map<ParticipantId, number>();
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
  return places;
}
