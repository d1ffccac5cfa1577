import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Forwarder } from './forwarder.ts';
import { ahead, readRtp } from './rtp/packet.ts';
import { readVp8 } from './rtp/vp8.ts';
import { vp8Packet } from './test-packets.ts';

/** A browser that sends one layer: its own numbers, each beginning anywhere. */
class Layer {
  readonly index: number;
  #sequence: number;
  #timestamp: number;
  #picture: number;
  constructor(index: number, start: number) {
    this.index = index;
    this.#sequence = (start * 7919) & 0xffff;
    this.#timestamp = (start * 104_729) >>> 0;
    this.#picture = (start * 31) & 0x7fff;
  }
  next(keyframe = false): Buffer {
    this.#sequence += 1;
    this.#timestamp += 3000;
    this.#picture += 1;
    return vp8Packet({
      ssrc: 100 + this.index,
      sequence: this.#sequence,
      timestamp: this.#timestamp,
      picture: this.#picture,
      ...(keyframe ? { keyframe: 180 << this.index } : {}),
    });
  }
}

const numbersOf = (packet: Buffer) => {
  const header = readRtp(packet);
  assert(header);
  const vp8 = readVp8(packet, header.payloadAt);
  assert(vp8?.pictureIdAt);
  return { ...header, picture: packet.readUInt16BE(vp8.pictureIdAt) & 0x7fff };
};

/** What happens to a picture: a packet of a layer, a new aim, a rest. */
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ layer: fc.integer({ min: 0, max: 2 }), key: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ target: fc.integer({ min: 0, max: 2 }) }) },
  { weight: 1, arbitrary: fc.constant({ rest: true as const }) },
);

describe('one picture, forwarded to one receiver', () => {
  it('is one steady stream, whatever layers come and go: each number once, times and pictures go on', () => {
    const property = fc.property(fc.array(event, { maxLength: 200 }), fc.nat(60_000), (all, at) => {
      const forwarder = new Forwarder(42);
      const layers = [0, 1, 2].map((index) => new Layer(index, at + index * 977));
      let before: ReturnType<typeof numbersOf> | null = null;
      for (const [now, one] of all.entries()) {
        if ('target' in one) forwarder.target = one.target;
        else if ('rest' in one) forwarder.rest();
        else {
          const layer = layers[one.layer];
          assert(layer);
          const packet = layer.next(one.key);
          const out = forwarder.take({ layer: layer.index, packet, now: now * 33 });
          if (!out) continue;
          const after = numbersOf(out);
          assert.equal(after.ssrc, 42);
          if (before) {
            assert.equal(ahead(after.sequence, before.sequence), 1);
            assert.equal((after.picture - before.picture) & 0x7fff, 1);
            const step = (after.timestamp - before.timestamp) >>> 0;
            assert(step > 0 && step < 0x80000000, String(step));
          }
          before = after;
        }
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('changes its layer at a key frame only', () => {
    const forwarder = new Forwarder(42);
    const [low, high] = [new Layer(0, 1), new Layer(2, 2)];
    forwarder.target = 0;
    assert.equal(forwarder.take({ layer: 0, packet: low.next(), now: 0 }), null);
    assert(forwarder.take({ layer: 0, packet: low.next(true), now: 1 }));
    forwarder.target = 2;
    assert.equal(forwarder.take({ layer: 2, packet: high.next(), now: 2 }), null);
    assert(
      forwarder.take({ layer: 0, packet: low.next(), now: 3 }),
      'the old one flows until then',
    );
    assert(forwarder.take({ layer: 2, packet: high.next(true), now: 4 }));
    assert.equal(forwarder.take({ layer: 0, packet: low.next(), now: 5 }), null);
  });

  it('leaves out what comes late from before the layer began to flow', () => {
    const forwarder = new Forwarder(42);
    const layer = new Layer(1, 5);
    const late = layer.next();
    forwarder.target = 1;
    assert(forwarder.take({ layer: 1, packet: layer.next(true), now: 0 }));
    assert.equal(forwarder.take({ layer: 1, packet: late, now: 1 }), null);
  });

  it('takes a late packet of the layer that flows, in its place', () => {
    const forwarder = new Forwarder(42);
    const layer = new Layer(1, 5);
    forwarder.target = 1;
    const first = forwarder.take({ layer: 1, packet: layer.next(true), now: 0 });
    const late = layer.next();
    const third = forwarder.take({ layer: 1, packet: layer.next(), now: 1 });
    const second = forwarder.take({ layer: 1, packet: late, now: 2 });
    assert(first && second && third);
    assert.equal(ahead(second.readUInt16BE(2), first.readUInt16BE(2)), 1);
    assert.equal(ahead(third.readUInt16BE(2), second.readUInt16BE(2)), 1);
  });

  it('sends again what it sent, byte for byte, and nothing else', () => {
    const forwarder = new Forwarder(42);
    const layer = new Layer(0, 65_500);
    forwarder.target = 0;
    const sent = Array.from({ length: 600 }, (_, index) =>
      forwarder.take({ layer: 0, packet: layer.next(index === 0), now: index }),
    );
    const last = sent.at(-1);
    assert(last);
    assert.deepEqual(forwarder.again(last.readUInt16BE(2)), last);
    assert.equal(forwarder.again((last.readUInt16BE(2) + 1) & 0xffff), null);
    assert.equal(forwarder.again(sent[0]?.readUInt16BE(2) ?? 0), null, 'too long ago');
  });

  it('writes the sender’s reports with the stream’s own SSRC and times', () => {
    const forwarder = new Forwarder(42);
    const [low, high] = [new Layer(0, 1), new Layer(2, 2)];
    forwarder.target = 0;
    forwarder.take({ layer: 0, packet: low.next(true), now: 0 });
    forwarder.target = 2;
    const packet = high.next(true);
    const out = forwarder.take({ layer: 2, packet, now: 100 });
    assert(out);
    const report = Buffer.alloc(28);
    report.writeUInt32BE(102, 4);
    packet.copy(report, 16, 4, 8);
    const written = forwarder.report(report);
    assert.equal(written.readUInt32BE(4), 42);
    assert.equal(written.readUInt32BE(16), out.readUInt32BE(4));
  });
});
