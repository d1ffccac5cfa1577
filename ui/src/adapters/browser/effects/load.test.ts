import assert from 'node:assert/strict';
import { createLoad } from './load.ts';

const told = (seconds: readonly number[]): number[] => {
  const isTooSlow = createLoad();
  return seconds.flatMap((busy, second) => (isTooSlow(busy) ? [second] : []));
};
const times = (count: number, busy: number): number[] => Array.from({ length: count }, () => busy);

describe('the load of the noise suppressor', () => {
  it('is too much after some seconds in a row, and said once', () => {
    assert.deepEqual(told(times(20, 0.9)), [4]);
  });
  it('is fine below half, and for moments above', () => {
    assert.deepEqual(told(times(60, 0.4)), []);
    assert.deepEqual(told([...times(4, 1), 0.2, ...times(4, 1), 0.2]), []);
  });
});
