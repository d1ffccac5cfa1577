import { shallowRef, type ShallowRef } from 'vue';
import type { Conference } from '../../../conference/conference.ts';
import type { ConferenceEvent } from '../../../conference/events.ts';
import { apply, initialState, type ConferenceState } from '../../../conference/state.ts';

/** A conference and its state, joined: what the screens read and command. */
export interface Seat {
  conference: ShallowRef<Conference | null>;
  state: ShallowRef<ConferenceState>;
  /** Takes a conference and follows it; one that was held is given up. The chat stays. */
  take(conference: Conference): void;
  /** Gives the conference up without a word. */
  release(): Promise<void>;
}

/** `onEvent` is called after an event is in the state. Events of one moment make one change. */
export function createSeat(onEvent: (event: ConferenceEvent) => void): Seat {
  const conference = shallowRef<Conference | null>(null);
  const state = shallowRef(initialState);
  let next = initialState;
  let unsubscribe: (() => void) | null = null;

  const release = async (): Promise<void> => {
    unsubscribe?.();
    unsubscribe = null;
    const held = conference.value;
    conference.value = null;
    await held?.dispose();
  };

  return {
    conference,
    state,
    release,
    take(taken) {
      void release();
      next = { ...initialState, chat: state.value.chat };
      state.value = next;
      conference.value = taken;
      unsubscribe = taken.subscribe((event) => {
        const first = next === state.value;
        next = apply(next, event);
        if (first && next !== state.value) queueMicrotask(() => (state.value = next));
        onEvent(event);
      });
    },
  };
}
