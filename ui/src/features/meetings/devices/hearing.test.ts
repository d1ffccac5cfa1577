import assert from 'node:assert/strict';
import { createHearing } from './hearing.ts';

/** What is told after readings, one each 50 ms. */
function after(levels: readonly number[]): string {
  const hear = createHearing(0);
  return levels.map((level, index) => hear(level, index * 50)).at(-1) ?? '';
}
const seconds = (count: number, level: number): number[] =>
  Array.from({ length: count * 20 }, () => level);

describe('whether a microphone hears somebody', () => {
  it('is open at first, and doubted after some seconds of silence', () => {
    assert.equal(after(seconds(5, 0)), 'listening');
    assert.equal(after(seconds(8, 0)), 'silent');
    assert.equal(after(seconds(8, 0.2)), 'silent', 'the noise of a room is no voice');
  });
  it('is said as soon as there is a voice, and through a breath', () => {
    assert.equal(after([0.5, 0.5, 0.5]), 'heard');
    assert.equal(after([...seconds(1, 0.5), ...seconds(3, 0)]), 'heard');
    assert.equal(after([...seconds(9, 0), ...seconds(1, 0.5)]), 'heard');
  });
  it('is doubted again when the voice stays away', () => {
    assert.equal(after([...seconds(1, 0.5), ...seconds(5, 0)]), 'listening');
    assert.equal(after([...seconds(1, 0.5), ...seconds(9, 0)]), 'silent');
  });
  it('is not said for a key or a cup', () => {
    assert.equal(after([0, 0.9, 0, 0.9, 0.9, 0, 0]), 'listening');
  });
});
