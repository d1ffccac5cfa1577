import assert from 'node:assert/strict';
import { createMutedHint, type MutedHint } from './muted-hint.ts';

/** Seconds of readings at one level, twenty a second, from `from` (milliseconds) on; how often it was told. */
function hear(hint: MutedHint, level: number, span: { from: number; seconds: number }): number {
  const times = Array.from({ length: span.seconds * 20 }, (_, index) => span.from + index * 50);
  return times.filter((at) => hint.hears(level, at)).length;
}

describe('speaking while muted', () => {
  it('is told after a sentence, not for noise or a cough', () => {
    assert.equal(hear(createMutedHint(), 0.6, { from: 0, seconds: 2 }), 1);
    assert.equal(hear(createMutedHint(), 0.3, { from: 0, seconds: 60 }), 0);
    const hint = createMutedHint();
    for (let cough = 0; cough < 20; cough += 1) {
      assert.equal(hear(hint, 0.9, { from: cough * 3000, seconds: 0.5 }), 0);
      assert.equal(hear(hint, 0, { from: cough * 3000 + 500, seconds: 2.5 }), 0);
    }
  });

  it('is told again after a minute at the earliest', () => {
    assert.equal(hear(createMutedHint(), 0.6, { from: 0, seconds: 59 }), 1);
    assert.equal(hear(createMutedHint(), 0.6, { from: 0, seconds: 179 }), 3);
  });

  it('is left alone for ten minutes by whoever closed the hint', () => {
    const hint = createMutedHint();
    assert.equal(hear(hint, 0.6, { from: 0, seconds: 2 }), 1);
    hint.dismissed(2000);
    assert.equal(hear(hint, 0.6, { from: 2000, seconds: 599 }), 0);
    assert.equal(hear(hint, 0.6, { from: 602_000, seconds: 2 }), 1);
  });

  it('begins anew after the microphone was on, and counts no time that was not heard', () => {
    const hint = createMutedHint();
    assert.equal(hear(hint, 0.6, { from: 0, seconds: 0.7 }), 0);
    hint.reset();
    assert.equal(hear(hint, 0.6, { from: 700, seconds: 0.7 }), 0);
    const held = createMutedHint();
    assert.equal(held.hears(0.6, 0), false);
    assert.equal(held.hears(0.6, 60_000), false, 'a page that was held up heard nothing meanwhile');
  });
});
