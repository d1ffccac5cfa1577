import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ahead, audioLevel, isRtcp, readRtp } from './packet.ts';
import * as rtcp from './rtcp.ts';
import { readVp8 } from './vp8.ts';

const ssrc = fc.integer({ min: 1, max: 0xffffffff });
const sequence = fc.integer({ min: 0, max: 0xffff });

describe('RTP and RTCP on the wire', () => {
  it('bytes of whatever kind make no reader fail', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const packet = Buffer.from(bytes);
      readRtp(packet);
      audioLevel(packet, 1);
      for (let at = 0; at <= packet.length; at += 1) readVp8(packet, at);
      for (const part of rtcp.splitRtcp(packet)) rtcp.keyframeAskedFor(part);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('a header that looks right, with lengths that are wrong, is refused', () => {
    const packet = Buffer.alloc(20);
    packet.writeUInt8(0x90, 0);
    packet.writeUInt16BE(0xbede, 12);
    packet.writeUInt16BE(500, 14);
    assert.equal(readRtp(packet), null);
    assert.equal(audioLevel(packet, 1), null);
  });

  it('numbers are ahead over the end of counting, and behind before it', () => {
    const distance = fc.integer({ min: -0x8000, max: 0x7fff });
    const property = fc.property(sequence, distance, (from, step) => {
      assert.equal(ahead((from + step) & 0xffff, from), step);
    });
    fc.assert(property);
  });

  it('a loudness is found among other header extensions, of one byte and of two', () => {
    const short = Buffer.from([0xbe, 0xde, 0, 2, 0x32, 1, 2, 3, 0x10, 0x80 | 42, 0, 0]);
    const long = Buffer.from([0x10, 0, 0, 2, 3, 1, 9, 1, 1, 42, 0, 0]);
    for (const extension of [short, long]) {
      const head = Buffer.alloc(12);
      head.writeUInt8(0x90, 0);
      assert.equal(audioLevel(Buffer.concat([head, extension]), 1), 42);
    }
  });

  it('packets that were lost are asked for by the numbers that are missing', () => {
    const property = fc.property(ssrc, fc.array(sequence, { minLength: 1 }), (of, numbers) => {
      const [packet] = rtcp.splitRtcp(rtcp.askAgain(1, of, numbers));
      assert(packet);
      assert.deepEqual(rtcp.askedAgain(packet.packet), { ssrc: of, sequences: numbers });
    });
    fc.assert(property);
  });

  it('a mask of sixteen names those behind the first, over the end of counting too', () => {
    const packet = rtcp.askAgain(1, 7, [0xfffe]);
    packet.writeUInt16BE(0b101, 14);
    assert.deepEqual(rtcp.askedAgain(packet).sequences, [0xfffe, 0xffff, 1]);
  });

  it('a compound packet falls into its parts; key frames are asked for in one', () => {
    const property = fc.property(ssrc, (of) => {
      const report = rtcp.receiverReport(1, []);
      const compound = Buffer.concat([report, rtcp.pictureLoss(1, of)]);
      assert(isRtcp(compound));
      const parts = rtcp.splitRtcp(compound);
      assert.deepEqual(parts.map(rtcp.keyframeAskedFor), [null, of]);
    });
    fc.assert(property);
  });

  it('a bitrate is told within a part in two hundred thousand, and never more', () => {
    const property = fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (bitrate) => {
      const packet = rtcp.maximumBitrate(1, bitrate, [2, 3]);
      const exponent = packet.readUInt8(17) >> 2;
      const mantissa = ((packet.readUInt8(17) & 3) << 16) | packet.readUInt16BE(18);
      const told = mantissa * 2 ** exponent;
      assert(told <= bitrate && told >= bitrate * (1 - 1 / 131_072), String(told));
      assert.equal(packet.length, (packet.readUInt16BE(2) + 1) * 4);
    });
    fc.assert(property);
  });
});
