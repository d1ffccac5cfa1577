/**
 * Runs `act` in one tab of this browser at a time: the others wait for their turn until `signal` is aborted.
 * A tab that goes hands over by itself. Where browsers have no locks (insecure addresses), every tab acts.
 */
export async function inOneTab(
  name: string,
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  if (!('locks' in navigator)) return act();
  try {
    await navigator.locks.request(name, { signal }, act);
  } catch (error) {
    if (signal.aborted) return;
    // A frame without storage may not lock: better twice aloud than never.
    if (error instanceof DOMException && error.name === 'SecurityError') return act();
    throw error;
  }
}
