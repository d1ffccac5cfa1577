import { inChannelTurn } from './channel-turn.ts';

/**
 * Runs `act` in one tab of this browser at a time: the others wait for their turn until `signal` is aborted.
 * A tab that goes hands over by itself.
 */
export async function inOneTab(
  name: string,
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  if (!(await mayLock())) {
    await inChannelTurn(name, signal, act);
    return;
  }
  await navigator.locks.request(name, { signal }, act).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** Locks are the browser's own turns, but a frame whose storage is blocked has none, nor has an insecure page. */
async function mayLock(): Promise<boolean> {
  try {
    await navigator.locks.query();
    return true;
  } catch {
    return false;
  }
}
