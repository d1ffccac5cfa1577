import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/** How long something may take on a machine that has much else to do, milliseconds. */
export const patience = 60_000;

/** Waits until `read` answers `wanted`. @throws AssertionError with what it answered last when it never does */
export async function becomes<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      assert.deepEqual(await read(), wanted);
      return;
    } catch (error) {
      if (!(error instanceof assert.AssertionError) || Date.now() > end) throw error;
    }
    await wait(100);
  }
}
