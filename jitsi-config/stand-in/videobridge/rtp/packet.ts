/** RTP on the wire (RFC 3550 §5.1): only what a forwarding bridge looks into. */
export interface RtpHeader {
  ssrc: number;
  sequence: number;
  timestamp: number;
  /** Where the payload begins. */
  payloadAt: number;
  /** Bytes of payload, without padding; 0 in a packet that only probes the network (RFC 3550 §5.1, P). */
  payloadLength: number;
}

const fixedHeader = 12;

/** RTP and RTCP share a port and are told apart by the second byte (RFC 5761 §4). */
export const isRtcp = (packet: Buffer): boolean =>
  packet.length >= 8 && packet.readUInt8(1) >= 192 && packet.readUInt8(1) <= 223;

/** @returns null for what is no RTP packet, or one that is cut off */
export function readRtp(packet: Buffer): RtpHeader | null {
  if (packet.length < fixedHeader || packet.readUInt8(0) >> 6 !== 2) return null;
  const extensionAt = endOfSources(packet);
  let payloadAt = extensionAt;
  if (hasExtension(packet)) {
    if (extensionAt + 4 > packet.length) return null;
    payloadAt += 4 + packet.readUInt16BE(extensionAt + 2) * 4;
  }
  const payloadLength = packet.length - payloadAt - paddingOf(packet);
  if (payloadLength < 0) return null;
  return {
    ssrc: packet.readUInt32BE(8),
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    payloadAt,
    payloadLength,
  };
}

const endOfSources = (packet: Buffer) => fixedHeader + (packet.readUInt8(0) & 0x0f) * 4;
const paddingOf = (packet: Buffer) =>
  (packet.readUInt8(0) & 0x20) === 0 ? 0 : packet.readUInt8(packet.length - 1);
const hasExtension = (packet: Buffer) => (packet.readUInt8(0) & 0x10) !== 0;

/**
 * How loud a packet of sound is (RFC 6464): 0 the loudest, 127 silence.
 * @param id the header extension's number (RFC 8285)
 */
export function audioLevel(packet: Buffer, id: number): number | null {
  if (packet.length < fixedHeader || !hasExtension(packet)) return null;
  const at = endOfSources(packet);
  if (at + 4 > packet.length) return null;
  const end = at + 4 + packet.readUInt16BE(at + 2) * 4;
  if (end > packet.length) return null;
  const isOneByte = packet.readUInt16BE(at) === 0xbede;
  const value = extension(packet.subarray(at + 4, end), { id, isOneByte });
  return value === null || value.length === 0 ? null : value.readUInt8(0) & 0x7f;
}

interface Wanted {
  id: number;
  isOneByte: boolean;
}

/** Looks for one element among the header extensions (RFC 8285 §4.2 and §4.3). */
function extension(block: Buffer, { id, isOneByte }: Wanted): Buffer | null {
  let at = 0;
  while (at < block.length) {
    const head = block.readUInt8(at);
    if (head === 0) {
      at += 1;
      continue;
    }
    if (isOneByte && head >> 4 === 15) return null;
    if (!isOneByte && at + 1 >= block.length) return null;
    const found = isOneByte ? head >> 4 : head;
    const length = isOneByte ? (head & 0x0f) + 1 : block.readUInt8(at + 1);
    const from = at + (isOneByte ? 1 : 2);
    if (found === id) return block.subarray(from, from + length);
    at = from + length;
  }
  return null;
}

/** How far `later` is ahead of `earlier` among numbers that begin anew after 65535; negative when behind. */
export function ahead(later: number, earlier: number): number {
  const distance = (later - earlier) & 0xffff;
  return distance < 0x8000 ? distance : distance - 0x10000;
}
