import assert from 'node:assert/strict';
import { IncomingStream } from './incoming-stream.ts';
import { Speakers } from './speakers.ts';

/** Lets time pass in steps of 200 ms, with these people as loud as said; answers who became the speaker. */
function pass(
  speakers: Speakers,
  { from, steps, levels }: { from: number; steps: number; levels: Record<string, number> },
): string[] {
  const changes: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    for (const [id, level] of Object.entries(levels)) speakers.heard(id, level);
    if (speakers.look(from + step * 200)) changes.push(speakers.order()[0] ?? '');
  }
  return changes;
}
const loud = 10;
const quiet = 90;

describe('who speaks', () => {
  it('is the first who is heard at all, and nobody while all are silent', () => {
    const speakers = new Speakers();
    assert.deepEqual(pass(speakers, { from: 0, steps: 20, levels: { a: quiet, b: 127 } }), []);
    assert.deepEqual(pass(speakers, { from: 4000, steps: 20, levels: { a: quiet, b: loud } }), [
      'b',
    ]);
  });

  it('stays the same over a short cough of another one, and changes with a longer speech', () => {
    const speakers = new Speakers();
    pass(speakers, { from: 0, steps: 10, levels: { a: loud } });
    assert.deepEqual(pass(speakers, { from: 2000, steps: 2, levels: { a: 40, b: 0 } }), []);
    pass(speakers, { from: 2400, steps: 10, levels: { a: loud } });
    assert.deepEqual(pass(speakers, { from: 4400, steps: 20, levels: { a: 127, b: loud } }), ['b']);
    assert.deepEqual(speakers.order(), ['b', 'a']);
  });

  it('is nobody who has left', () => {
    const speakers = new Speakers();
    pass(speakers, { from: 0, steps: 10, levels: { a: loud } });
    speakers.gone('a');
    assert.deepEqual(speakers.order(), []);
    assert.deepEqual(pass(speakers, { from: 2000, steps: 10, levels: { b: 30 } }), ['b']);
  });
});

describe('what comes in under one SSRC', () => {
  it('tells the gaps, over the end of counting too, and no packet twice', () => {
    const stream = new IncomingStream(1);
    assert.deepEqual(stream.seen(0xfffe, 100, 0), []);
    assert.deepEqual(stream.seen(1, 100, 1), [0xffff, 0]);
    assert.deepEqual(stream.seen(0xffff, 100, 2), [], 'a late one is no gap');
    assert.deepEqual(stream.seen(2, 100, 3), []);
    assert.deepEqual(stream.seen(2000, 100, 4), [], 'a wide gap is a new beginning');
  });

  it('reports losses since the last report, and all together', () => {
    const stream = new IncomingStream(1);
    for (const sequence of [65_534, 65_535, 0, 2]) stream.seen(sequence, 100, 0);
    const first = stream.block(0);
    assert.equal(first.lost, 1);
    assert.equal(first.fraction, Math.floor(256 / 5));
    assert.equal(first.highest, 0x10000 + 2);
    stream.seen(3, 100, 1);
    assert.equal(stream.block(1).fraction, 0);
    assert.equal(stream.block(1).lost, 1);
  });
});
