import { watch } from 'vue';
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';

/**
 * Does `load` again and again while the page is looked at, and at once when somebody comes back to it.
 * @param everyMs from one to the next, milliseconds
 */
export function useRefreshing(load: () => Promise<unknown>, everyMs: number): void {
  const visibility = useDocumentVisibility();
  const { pause, resume } = useIntervalFn(load, everyMs);
  watch(visibility, (now) => {
    pause();
    if (now !== 'visible') return;
    void load();
    resume();
  });
}
