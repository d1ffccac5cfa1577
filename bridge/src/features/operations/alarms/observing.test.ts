import assert from 'node:assert/strict';
import { queueTroubles } from './observing.ts';

describe('the queue before rooms', () => {
  it('is an alarm when people wait for a minute and nobody comes in, and none while it moves', () => {
    const troubles = (waiting: number, longestMs: number, cameIn: number) =>
      queueTroubles({ waiting, longestMs, cameIn }).map(({ kind }) => kind);
    assert.deepEqual(troubles(120, 300_000, 0), ['queue-stuck']);
    assert.deepEqual(troubles(120, 59_000, 0), [], 'not yet');
    assert.deepEqual(troubles(120, 300_000, 1), [], 'long, and it moves');
    assert.deepEqual(troubles(0, 0, 0), [], 'nobody waits');
  });
});
