import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { ParticipantId, Reaction } from '../../../conference/events.ts';
import type { ShownReaction } from '../../../conference/state.ts';
import { useMeeting } from './store.ts';

/** How long a reaction is seen, milliseconds. */
const seenFor = 4_000;

/** The reactions of the last seconds. */
export const useReactions = defineStore('meeting-reactions', () => {
  const meeting = useMeeting();
  const shown = shallowRef<readonly ShownReaction[]>([]);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const hide = (gone: readonly ShownReaction[]): void => {
    shown.value = shown.value.filter((one) => !gone.includes(one));
  };

  watch(
    () => meeting.state.reactions,
    (after, before) => {
      const known = new Set(before.map(({ key }) => key));
      const come = after.filter(({ key }) => !known.has(key));
      if (come.length === 0) return;
      shown.value = [...shown.value, ...come];
      const timer = setTimeout(() => {
        timers.delete(timer);
        hide(come);
      }, seenFor);
      timers.add(timer);
    },
  );
  onScopeDispose(() => timers.forEach((timer) => clearTimeout(timer)));
  const latest = computed<ReadonlyMap<ParticipantId, Reaction>>(
    () => new Map(shown.value.map(({ participantId, reaction }) => [participantId, reaction])),
  );
  return { shown, latest };
});
