import { useIntervalFn } from '@vueuse/core';
import { computed, ref, type ComputedRef } from 'vue';

/** No clock that is wrong makes anybody wait longer than this, milliseconds. */
const longest = 15 * 60_000;

/** Seconds that are left to wait. */
export interface Countdown {
  seconds: ComputedRef<number>;
  /** Waits until a moment. */
  until: (at: number) => void;
}

/** At 0 until a moment is given; ticks until its component goes. */
export function useCountdown(): Countdown {
  const end = ref(0);
  const now = ref(Date.now());
  useIntervalFn(() => (now.value = Date.now()), 1000);
  return {
    seconds: computed(() => Math.max(0, Math.ceil((end.value - now.value) / 1000))),
    until: (at) => {
      now.value = Date.now();
      end.value = Math.min(at, now.value + longest);
    },
  };
}
