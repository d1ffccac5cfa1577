import { watch } from 'vue';
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';

/** How often what a page shows is asked for anew while somebody looks, milliseconds. */
const everyMs = 10_000;

/** Does `load` again and again while the page is looked at, and at once when somebody comes back to it. */
export function useRefreshing(load: () => Promise<unknown>): void {
  const visibility = useDocumentVisibility();
  const { pause, resume } = useIntervalFn(load, everyMs);
  watch(visibility, (now) => {
    pause();
    if (now !== 'visible') return;
    void load();
    resume();
  });
}
