import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * How long anything may take on a machine that has much else to do, milliseconds. Shared machines were seen to be ten
 * times slower for minutes; what comes costs no more of it than it takes.
 */
export const patience = 240_000;

/** Waits until `read` answers `wanted`. @throws AssertionError with what it answered last when it never does */
export async function becomes<T>(
  read: () => Promise<T>,
  wanted: T,
  within = patience,
): Promise<void> {
  const end = Date.now() + within;
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
