/** What the bridge reads of a VP8 packet: the payload descriptor (RFC 7741 §4.2) and a key frame's header. */
export interface Vp8 {
  /** The first packet of a key frame. */
  startsKeyframe: boolean;
  /** Lines of the picture; 0 where this is no start of a key frame. */
  height: number;
  /** Where the numbers stand in the packet that the forwarder writes anew; null where there are none. */
  pictureIdAt: number | null;
  baseLayerAt: number | null;
}

interface Descriptor {
  pictureIdAt: number | null;
  baseLayerAt: number | null;
  end: number;
}

/** @param at where the payload begins. @returns null for a packet that is cut off */
export function readVp8(packet: Buffer, at: number): Vp8 | null {
  if (at + 1 > packet.length) return null;
  const head = packet.readUInt8(at);
  const descriptor = readDescriptor(packet, at);
  if (descriptor.end >= packet.length) return null;
  const startsFrame = (head & 0x10) !== 0 && (head & 0x07) === 0;
  const startsKeyframe = startsFrame && (packet.readUInt8(descriptor.end) & 0x01) === 0;
  return {
    startsKeyframe,
    height: startsKeyframe ? heightAt(packet, descriptor.end) : 0,
    pictureIdAt: descriptor.pictureIdAt,
    baseLayerAt: descriptor.baseLayerAt,
  };
}

function readDescriptor(packet: Buffer, start: number): Descriptor {
  const none = { pictureIdAt: null, baseLayerAt: null };
  const isExtended = (packet.readUInt8(start) & 0x80) !== 0;
  if (!isExtended || start + 2 > packet.length) return { ...none, end: start + 1 };
  const flags = packet.readUInt8(start + 1);
  let at = start + 2;
  let pictureIdAt: number | null = null;
  let baseLayerAt: number | null = null;
  if (flags & 0x80 && at < packet.length) {
    const isLong = (packet.readUInt8(at) & 0x80) !== 0;
    // A picture number of seven bits is left as it is: no browser of today sends it.
    pictureIdAt = isLong && at + 1 < packet.length ? at : null;
    at += isLong ? 2 : 1;
  }
  if (flags & 0x40) {
    baseLayerAt = at < packet.length ? at : null;
    at += 1;
  }
  if (flags & 0x30) at += 1;
  return { pictureIdAt, baseLayerAt, end: at };
}

/** Behind the frame tag's three bytes stand a start code, the width and the height (RFC 6386 §9.1). */
function heightAt(packet: Buffer, frame: number): number {
  if (frame + 10 > packet.length || packet.readUIntBE(frame + 3, 3) !== 0x9d012a) return 0;
  return packet.readUInt16LE(frame + 8) & 0x3fff;
}
