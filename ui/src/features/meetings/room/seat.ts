import { shallowRef, type ShallowRef } from 'vue';
import type { Conference } from '../../../conference/conference.ts';
import type { ConferenceEvent } from '../../../conference/events.ts';
import { apply, initialState, type ConferenceState } from '../../../conference/state.ts';

/** A conference and its state, joined: what the screens read and command. */
export interface Seat {
  conference: ShallowRef<Conference | null>;
  state: ShallowRef<ConferenceState>;
  /**
   * Takes a conference and follows it; one that was held is given up. The chat stays for the same `owner`: who sits in
   * which meeting. Somebody else, or another meeting, never sees it.
   */
  take(conference: Conference, owner: string): void;
  /** Gives the conference up without a word. */
  release(): Promise<void>;
}

/** In a hall of more people than these something changes all the time. */
const crowd = 50;
/** There all that happens within so many milliseconds is one change: a screen is drawn once for it. */
const pause = 50;

/** When it is, milliseconds since 1970, and what waits. */
export interface SeatClock {
  now: () => number;
  later: (work: () => void, milliseconds: number) => void;
}

const realClock: SeatClock = {
  now: () => Date.now(),
  later: (work, milliseconds) => void setTimeout(work, milliseconds),
};

/** `onEvent` is called after an event is in the state. Events of one moment make one change. */
export function createSeat(
  onEvent: (event: ConferenceEvent) => void,
  clock: SeatClock = realClock,
): Seat {
  const conference = shallowRef<Conference | null>(null);
  const state = shallowRef(initialState);
  let next = initialState;
  let unsubscribe: (() => void) | null = null;
  let owned = '';
  let isDue = false;
  let shownAt = 0;

  const show = (): void => {
    isDue = false;
    shownAt = clock.now();
    state.value = next;
  };
  const showSoon = (): void => {
    if (isDue || next === state.value) return;
    isDue = true;
    const wait = next.participants.size > crowd ? shownAt + pause - clock.now() : 0;
    if (wait > 0) clock.later(show, wait);
    else queueMicrotask(show);
  };

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
    take(taken, owner) {
      void release();
      next = { ...initialState, chat: owner === owned ? state.value.chat : [] };
      owned = owner;
      state.value = next;
      conference.value = taken;
      unsubscribe = taken.subscribe((event) => {
        next = apply(next, event);
        showSoon();
        onEvent(event);
      });
    },
  };
}
