import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrived, firstWindow, lost, secondsUntil, type EntryWindow } from './window.ts';

const step = 100;

interface Comer {
  letInAt: number;
  /** When the browser is ready: each needs some time of its own. */
  asksAt: number;
}

/** A class comes at once; the conference server takes so many a second, in the order in which browsers ask. */
function classStart(people: number, perSecond: number, first: EntryWindow) {
  let window = first;
  let waiting = people;
  let credit = 0;
  const start = first.cutAt + 60_000;
  let now = start;
  let way: Comer[] = [];
  const ways: number[] = [];
  const sizes: number[] = [];
  while (ways.length < people && now < start + 3_600_000) {
    for (; waiting > 0 && way.length < Math.floor(window.size); waiting -= 1) {
      way.push({ letInAt: now, asksAt: now + 300 + (waiting % 7) * 100 });
    }
    now += step;
    const asking = way.filter(({ asksAt }) => asksAt <= now);
    credit = Math.min(credit + (perSecond * step) / 1000, Math.max(1, asking.length));
    const served = asking
      .toSorted((one, other) => one.asksAt - other.asksAt)
      .slice(0, Math.floor(credit));
    credit -= served.length;
    way = way.filter((one) => !served.includes(one));
    const times = served.map(({ letInAt }) => now - letInAt);
    window = arrived(window, times, { isLimited: waiting > 0, now });
    ways.push(...times);
    sizes.push(window.size);
  }
  return { seconds: (now - start) / 1000, ways, sizes, window };
}

describe('how many are let on their way at once', () => {
  it('is as many as the server takes: it is kept busy, and nobody stands long in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), (perSecond) => {
        const { seconds, ways } = classStart(500, perSecond, firstWindow(50));
        assert.ok(seconds < (500 / perSecond) * 1.3 + 5, `${perSecond}/s: ${seconds} s`);
        // The first fifty were let in before anything was known.
        const later = ways.slice(100).toSorted((one, other) => one - other);
        const middle = later[Math.floor(later.length / 2)] ?? 0;
        assert.ok(middle < 3_500 + 6_000 / perSecond, `${perSecond}/s: ${middle} ms on the way`);
      }),
      { numRuns: 40 },
    );
  });

  it('grows with a quick server, and shrinks with one that became slow', () => {
    const quick = classStart(500, 200, firstWindow(20));
    assert.ok(Math.max(...quick.sizes) > 60);
    const slow = classStart(500, 4, quick.window);
    assert.ok(slow.window.size < 15, `${slow.window.size}`);
  });

  it('does not grow while nobody waits, and shrinks when many never arrive', () => {
    const window = firstWindow(50);
    const same = arrived(window, [300, 400, 500], { isLimited: false, now: 1_000 });
    assert.equal(same.size, 50);
    assert.equal(lost(same, 3, { now: 2_000, known: 50 }).size, 50);
    assert.ok(lost(same, 40, { now: 2_000, known: 50 }).size < 50);
  });

  it('does not shrink below what the operator states where nobody at all is seen to arrive', () => {
    const quick = arrived(firstWindow(50), Array<number>(60).fill(400), {
      isLimited: true,
      now: 0,
    });
    assert.ok(quick.size > 100);
    let window = quick;
    for (let now = 30_000; now < 1_800_000; now += 20_000)
      window = lost(window, Math.floor(window.size), { now, known: 50 });
    assert.equal(window.size, 50, 'a server that is away or tells nothing');
    for (let now = 1_800_000; now < 3_600_000; now += 20_000) {
      window = arrived(window, [400], { isLimited: true, now: now - 5_000 });
      window = lost(window, Math.floor(window.size), { now, known: 50 });
    }
    assert.ok(window.size < 10, 'one that lets in a few and loses the others');
  });

  it('says how long it takes by how fast it goes', () => {
    const window = { ...firstWindow(20), recentMs: 2_000 };
    assert.equal(secondsUntil(window, 100), 10);
    assert.equal(secondsUntil(window, 1), 1);
  });
});
