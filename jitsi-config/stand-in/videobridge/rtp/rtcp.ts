/** RTCP (RFC 3550 §6) and its feedback messages (RFC 4585): reading them, and writing those that a bridge sends. */
export interface Rtcp {
  type: number;
  /** Report count, or the feedback's format. */
  format: number;
  packet: Buffer;
}

export const rtcpTypes = { senderReport: 200, feedback: 205, payloadFeedback: 206 } as const;
const receiverReportType = 201;
/** Formats of feedback: RFC 4585 §6.2.1, §6.3.1; RFC 5104 §4.3.1. */
export const formats = { nack: 1, pli: 1, fir: 4, applicationLayer: 15 } as const;

/** Takes a compound packet apart; what is cut off at its end is left out. */
export function splitRtcp(compound: Buffer): Rtcp[] {
  const parts: Rtcp[] = [];
  for (let at = 0; at + 4 <= compound.length;) {
    const size = (compound.readUInt16BE(at + 2) + 1) * 4;
    if (at + size > compound.length) break;
    const packet = compound.subarray(at, at + size);
    parts.push({ type: packet.readUInt8(1), format: packet.readUInt8(0) & 0x1f, packet });
    at += size;
  }
  return parts;
}

interface Shape {
  type: number;
  format: number;
  /** 32-bit words behind the first one. */
  words: number;
}

function blank({ type, format, words }: Shape, from: number): Buffer {
  const packet = Buffer.alloc(4 + words * 4);
  packet.writeUInt8(0x80 | format, 0);
  packet.writeUInt8(type, 1);
  packet.writeUInt16BE(words, 2);
  packet.writeUInt32BE(from, 4);
  return packet;
}

/** Picture loss indication: asks for a key frame (RFC 4585 §6.3.1). */
export function pictureLoss(from: number, ssrc: number): Buffer {
  const packet = blank({ type: rtcpTypes.payloadFeedback, format: formats.pli, words: 2 }, from);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** The SSRC whose key frame is asked for, by PLI or FIR; null for other feedback. */
export function keyframeAskedFor({ type, format, packet }: Rtcp): number | null {
  if (type !== rtcpTypes.payloadFeedback) return null;
  const at = format === formats.pli ? 8 : format === formats.fir ? 12 : null;
  return at === null || at + 4 > packet.length ? null : packet.readUInt32BE(at);
}

/** Negative acknowledgement: asks for packets again (RFC 4585 §6.2.1). */
export function askAgain(from: number, ssrc: number, sequences: readonly number[]): Buffer {
  const shape = { type: rtcpTypes.feedback, format: formats.nack, words: 2 + sequences.length };
  const packet = blank(shape, from);
  packet.writeUInt32BE(ssrc, 8);
  sequences.forEach((sequence, index) => packet.writeUInt16BE(sequence, 12 + index * 4));
  return packet;
}

/** What a NACK asks for: a number each, and a mask of the sixteen behind it. */
export function askedAgain(packet: Buffer): { ssrc: number; sequences: number[] } {
  const sequences: number[] = [];
  for (let at = 12; at + 4 <= packet.length; at += 4) {
    const first = packet.readUInt16BE(at);
    const mask = packet.readUInt16BE(at + 2);
    sequences.push(first);
    for (let bit = 0; bit < 16; bit += 1) {
      if ((mask >> bit) & 1) sequences.push((first + bit + 1) & 0xffff);
    }
  }
  return { ssrc: packet.readUInt32BE(8), sequences };
}

/**
 * Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03 §2.2).
 * @param bitrate bits in a second, for all of `ssrcs` together
 */
export function maximumBitrate(from: number, bitrate: number, ssrcs: readonly number[]): Buffer {
  const shape = {
    type: rtcpTypes.payloadFeedback,
    format: formats.applicationLayer,
    words: 4 + ssrcs.length,
  };
  const packet = blank(shape, from);
  packet.write('REMB', 12, 'latin1');
  let exponent = 0;
  let mantissa = Math.max(0, Math.floor(bitrate));
  while (mantissa > 0x3ffff) {
    mantissa = Math.floor(mantissa / 2);
    exponent += 1;
  }
  packet.writeUInt8(ssrcs.length, 16);
  packet.writeUInt8((exponent << 2) | (mantissa >> 16), 17);
  packet.writeUInt16BE(mantissa & 0xffff, 18);
  ssrcs.forEach((ssrc, index) => packet.writeUInt32BE(ssrc, 20 + index * 4));
  return packet;
}

/** How one stream came in (RFC 3550 §6.4.1). */
export interface ReportBlock {
  ssrc: number;
  /** Lost since the last report, in 256ths. */
  fraction: number;
  lost: number;
  /** Highest sequence number, with how often it began anew. */
  highest: number;
  lastReport: number;
  /** Since then, in 65536ths of a second. */
  delay: number;
}

/** @param blocks at most 31 */
export function receiverReport(from: number, blocks: readonly ReportBlock[]): Buffer {
  const shape = { type: receiverReportType, format: blocks.length, words: 1 + blocks.length * 6 };
  const packet = blank(shape, from);
  blocks.forEach((block, index) => {
    const at = 8 + index * 24;
    packet.writeUInt32BE(block.ssrc, at);
    packet.writeUInt8(block.fraction & 0xff, at + 4);
    packet.writeUIntBE(Math.min(block.lost, 0x7fffff), at + 5, 3);
    packet.writeUInt32BE(block.highest >>> 0, at + 8);
    packet.writeUInt32BE(block.lastReport >>> 0, at + 16);
    packet.writeUInt32BE(block.delay >>> 0, at + 20);
  });
  return packet;
}

/** A sender report without the report blocks that may follow in it (RFC 3550 §6.4.1). */
export function bareSenderReport(report: Buffer): Buffer {
  const bare = Buffer.from(report.subarray(0, 28));
  bare.writeUInt8(0x80, 0);
  bare.writeUInt16BE(6, 2);
  return bare;
}
