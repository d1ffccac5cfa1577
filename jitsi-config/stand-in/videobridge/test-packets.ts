/** A packet of VP8, as a browser sends it, for tests and benches. */
export interface Vp8Wish {
  ssrc: number;
  sequence: number;
  timestamp: number;
  picture: number;
  /** Lines of the key frame that begins with it; none, and it belongs to a picture that builds on others. */
  keyframe?: number;
  /** Bytes of payload behind the headers. */
  size?: number;
}

const header = 12;
const descriptor = 6;

/** RTP (RFC 3550) with VP8's descriptor of 15-bit picture numbers (RFC 7741 §4.2). */
export function vp8Packet(wish: Vp8Wish): Buffer {
  const { ssrc, sequence, timestamp, picture, keyframe, size = 20 } = wish;
  const packet = Buffer.alloc(header + descriptor + Math.max(10, size));
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(100, 1);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(timestamp >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt8(0x90, header);
  packet.writeUInt8(0xe0, header + 1);
  packet.writeUInt16BE(0x8000 | (picture & 0x7fff), header + 2);
  packet.writeUInt8(picture & 0xff, header + 4);
  const frame = header + descriptor;
  packet.writeUInt8(keyframe === undefined ? 1 : 0, frame);
  if (keyframe !== undefined) {
    packet.writeUIntBE(0x9d012a, frame + 3, 3);
    packet.writeUInt16LE(keyframe, frame + 8);
  }
  return packet;
}

/** A packet of nothing but padding, as a browser sends it to probe the network under an SSRC that is switched off. */
export function paddingPacket(ssrc: number, sequence: number): Buffer {
  const length = 224;
  const packet = Buffer.alloc(header + length);
  packet.writeUInt8(0xa0, 0);
  packet.writeUInt8(100, 1);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt8(length, header + length - 1);
  return packet;
}

/** Opus with a loudness (RFC 6464) under extension 1. @param level 0 the loudest, 127 silence */
export function opusPacket(ssrc: number, sequence: number, level: number): Buffer {
  const packet = Buffer.alloc(header + 8 + 80);
  packet.writeUInt8(0x90, 0);
  packet.writeUInt8(111, 1);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * 960) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt16BE(0xbede, header);
  packet.writeUInt16BE(1, header + 2);
  packet.writeUInt8(0x10, header + 4);
  packet.writeUInt8(0x80 | level, header + 5);
  return packet;
}
