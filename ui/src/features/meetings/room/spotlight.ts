import { computed, ref, watch } from 'vue';
import { useModeration } from './moderation.ts';
import { participantsOf } from './on-stage.ts';
import { useMeeting } from './store.ts';

/** Whom the hosts show large to everybody, and whether this person looks at that. */
export function useSpotlight() {
  const meeting = useMeeting();
  const moderation = useModeration();
  /** Those of them who are in. */
  const spotlit = computed(() => participantsOf(meeting.state, moderation.rules.spotlight));
  /** The grid was chosen instead; the next spotlight is looked at again. */
  const isIgnored = ref(false);
  watch(
    () => spotlit.value.join(' '),
    () => (isIgnored.value = false),
  );
  return {
    spotlit,
    isSomebody: computed(() => spotlit.value.length > 0),
    isIgnored,
  };
}
