import { onScopeDispose, ref, type Ref } from 'vue';

/** What somebody at a page does. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * True when nobody has used the page for `patience` milliseconds. Written out, because it is the only thing that the
 * course page would load the library of such things for: five of its 150 kB.
 */
export function useIdle(patience: number): Readonly<Ref<boolean>> {
  const idle = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = -Infinity;
  const used = (): void => {
    // Moving fires a hundred times a second; a timer anew once a second is enough.
    if (!idle.value && performance.now() - seen < 1_000) return;
    seen = performance.now();
    idle.value = false;
    clearTimeout(timer);
    timer = setTimeout(() => (idle.value = true), patience);
  };
  const shown = (): void => {
    if (!document.hidden) used();
  };
  const end = new AbortController();
  const heard = { passive: true, capture: true, signal: end.signal };
  for (const sign of signs) window.addEventListener(sign, used, heard);
  document.addEventListener('visibilitychange', shown, heard);
  used();
  onScopeDispose(() => {
    end.abort();
    clearTimeout(timer);
  });
  return idle;
}
