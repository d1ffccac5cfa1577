import assert from 'node:assert/strict';
import { z } from 'zod';
import { lines, longest, text } from './contract.ts';

describe('the longest text of a contract', () => {
  it('is what its shape takes, also where it may be left out or taken away', () => {
    for (const shape of [z.string().max(7), text(7), lines(7), text(7).nullable().optional()]) {
      assert.equal(longest(shape), 7);
      assert.ok(shape.safeParse('x'.repeat(7)).success);
      assert.ok(!shape.safeParse('x'.repeat(8)).success);
    }
    assert.equal(longest(z.url().max(191)), 191);
  });

  it('is refused where there is none: a field would let everything be typed', () => {
    for (const shape of [z.string(), z.string().optional(), z.number()]) {
      assert.throws(() => longest(shape), RangeError);
    }
  });
});
