import { ref, type Ref } from 'vue';
import type { Router } from 'vue-router';

/** The part of a window by which Vite says that an import came to nothing, and by which another page is loaded. */
export type PartsWindow = Pick<Window, 'addEventListener' | 'fetch' | 'location'>;

/**
 * Parts of the panel that do not come: after an upgrade those of the version before are gone, or the connection broke.
 * Holds the address to load again, and null while nothing is missing. Who wanted another page gets it from the server
 * at once where that answers, in its newest version: nothing is open that would be lost. Everything else is for the
 * reader to decide, who may be in a meeting.
 */
export function followMissingParts(window: PartsWindow, router: Router): Ref<string | null> {
  const wanted = ref<string | null>(null);
  // https://vite.dev/guide/build#load-error-handling
  window.addEventListener('vite:preloadError', () => {
    wanted.value ??= window.location.href;
  });
  router.onError((_error, to, from) => {
    // Without a part that is missing, it went wrong in the page itself.
    if (wanted.value === null) return;
    wanted.value = to.fullPath;
    const isFirst = from.matched.length === 0;
    if (isFirst || from.name === 'meeting') return;
    void answers(window, to.fullPath).then((isThere) => {
      if (isThere) window.location.assign(to.fullPath);
    });
  });
  return wanted;
}

/** Whether the server answers there just now. */
const answers = (window: PartsWindow, address: string): Promise<boolean> =>
  window.fetch(address, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  );
