import type { Settings } from '../../app/config.ts';

/** Whether a bridge runs with these settings, as a sentence; null where none was found. */
export async function runningBridge({
  CAMPUS_MEET_LISTEN: address,
}: Settings): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(3_000);
    await fetch(`http://${address}/health/live`, { redirect: 'manual', signal });
    return `A bridge answers at ${address}.`;
  } catch {
    return null;
  }
}
