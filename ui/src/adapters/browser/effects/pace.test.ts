import assert from 'node:assert/strict';
import { createPace, type Pace } from './pace.ts';

/** Seconds of pictures that take `ms` each, at the pace's own rate; the time at which it gave up, or null. */
function work(pace: Pace, ms: number, { from, seconds }: { from: number; seconds: number }) {
  let at = from;
  while (at < from + seconds * 1000) {
    at += Math.max(ms, 1000 / pace.rate);
    if (pace.took(ms, at)) return at;
  }
  return null;
}

describe('the pace of a picture’s effect', () => {
  it('is full where the machine is quick', () => {
    const pace = createPace();
    assert.equal(work(pace, 12, { from: 0, seconds: 600 }), null);
    assert.equal(pace.rate, 24);
  });

  it('slows down before it gives up, and stays where it holds', () => {
    const pace = createPace();
    assert.equal(work(pace, 28, { from: 0, seconds: 600 }), null);
    assert.equal(pace.rate, 15);
    const slow = createPace();
    assert.equal(work(slow, 60, { from: 0, seconds: 600 }), null);
    assert.equal(slow.rate, 8);
    const slowest = createPace();
    assert.equal(work(slowest, 110, { from: 0, seconds: 600 }), null);
    assert.equal(slowest.rate, 5);
  });

  it('leaves the page as much time as it takes for itself', () => {
    const pace = createPace();
    pace.took(80, 1000);
    assert.deepEqual([pace.isTime(1040), pace.isTime(1080)], [false, true]);
  });

  it('gives up where even the slowest is too much, after some seconds of it', () => {
    const pace = createPace();
    const end = work(pace, 200, { from: 0, seconds: 600 });
    assert.ok(end !== null && end > 10_000 && end < 40_000, String(end));
  });

  it('forgives the first pictures and a moment’s load', () => {
    const pace = createPace();
    for (let picture = 0; picture < 10; picture += 1) pace.took(3000, picture * 3000);
    assert.equal(work(pace, 12, { from: 30_000, seconds: 60 }), null);
    assert.equal(work(pace, 200, { from: 90_000, seconds: 2 }), null);
    assert.equal(work(pace, 12, { from: 92_000, seconds: 60 }), null);
    assert.equal(pace.rate, 24);
  });

  it('speeds up again only when there is room for long, so that it does not swing', () => {
    const pace = createPace();
    work(pace, 28, { from: 0, seconds: 10 });
    assert.equal(pace.rate, 15);
    work(pace, 20, { from: 10_000, seconds: 120 });
    assert.equal(pace.rate, 15, 'it would be too much at the higher rate again');
    work(pace, 8, { from: 130_000, seconds: 15 });
    assert.equal(pace.rate, 15);
    work(pace, 8, { from: 145_000, seconds: 15 });
    assert.equal(pace.rate, 24);
  });
});
