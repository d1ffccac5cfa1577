import { ahead, readRtp, type RtpHeader } from './rtp/packet.ts';
import { readVp8, type Vp8 } from './rtp/vp8.ts';

/** Packets kept for those who ask again, each picture and receiver; a power of two. */
const kept = 256;
/** Video's clock: ticks in a millisecond (RFC 7741 §4.1). */
const ticks = 90;

/** A packet of one layer of a picture, and when it came (milliseconds, monotonic). */
export interface LayerPacket {
  layer: number;
  packet: Buffer;
  now: number;
}

/**
 * Carries one picture to one receiver: of the simulcast layers the one that is aimed at, written as one
 * steady stream under the picture's first SSRC. Sequence numbers, timestamps and VP8's picture numbers go on
 * over every change of layer, for as long as the connection lives: SRTP takes no number twice (RFC 3711 §3.3.2).
 */
export class Forwarder {
  readonly ssrc: number;
  /** Which layer flows, and which one should; -1 is none. */
  current = -1;
  target = -1;
  #offsets = { sequence: 0, timestamp: 0, picture: 0, baseLayer: 0 };
  /** The layer's sequence number with which it began to flow. */
  #firstOfLayer = 0;
  #last: {
    sequence: number;
    timestamp: number;
    picture: number;
    baseLayer: number;
    at: number;
  } | null = null;
  readonly #sent: (Buffer | undefined)[] = new Array<Buffer | undefined>(kept);

  constructor(ssrc: number) {
    this.ssrc = ssrc;
  }

  /** The packet to send for this one; null where this layer does not flow. */
  take({ layer, packet, now }: LayerPacket): Buffer | null {
    const header = readRtp(packet);
    if (!header) return null;
    const vp8 = header.payloadLength > 0 ? readVp8(packet, header.payloadAt) : null;
    if (layer !== this.current) {
      if (layer !== this.target || !vp8?.startsKeyframe) return null;
      this.current = layer;
      this.#firstOfLayer = header.sequence;
      this.#continueAt({ header, vp8, packet, now });
    } else if (ahead(header.sequence, this.#firstOfLayer) < 0 && this.#isYoung(header)) {
      // Came late, from before the layer began to flow: its number belongs to another one by now.
      return null;
    }
    return this.#write({ header, vp8, packet, now });
  }

  /** Nothing flows until the next key frame of a layer that is aimed at. */
  rest(): void {
    if (this.current >= 0) this.#sent.fill(undefined);
    this.current = -1;
    this.target = -1;
  }

  /** A packet that was sent before, by the number that it was sent with. */
  again(sequence: number): Buffer | null {
    const packet = this.#sent[sequence % kept];
    return packet?.readUInt16BE(2) === sequence ? packet : null;
  }

  /** A sender report of the layer that flows, as one of the steady stream. */
  report(report: Buffer): Buffer {
    const written = Buffer.from(report);
    written.writeUInt32BE(this.ssrc, 4);
    written.writeUInt32BE((report.readUInt32BE(16) + this.#offsets.timestamp) >>> 0, 16);
    return written;
  }

  /** True while the layer has sent less than half of all numbers: then "before its first" means something. */
  #isYoung(header: RtpHeader): boolean {
    const sent = ahead(this.#last?.sequence ?? 0, this.#firstOfLayer + this.#offsets.sequence);
    return sent >= 0 && ahead(header.sequence, this.#firstOfLayer) > -kept;
  }

  #continueAt({ header, vp8, packet, now }: Parsed): void {
    const last = this.#last;
    if (!last) return;
    const { picture, baseLayer } = numbersOf(packet, vp8);
    const passed = Math.max(1, Math.round((now - last.at) * ticks));
    this.#offsets = {
      sequence: (last.sequence + 1 - header.sequence) & 0xffff,
      timestamp: (last.timestamp + passed - header.timestamp) >>> 0,
      picture: (last.picture + 1 - picture) & 0x7fff,
      baseLayer: (last.baseLayer + 1 - baseLayer) & 0xff,
    };
  }

  #write({ header, vp8, packet, now }: Parsed): Buffer {
    const out = Buffer.from(packet);
    const sequence = (header.sequence + this.#offsets.sequence) & 0xffff;
    const timestamp = (header.timestamp + this.#offsets.timestamp) >>> 0;
    out.writeUInt16BE(sequence, 2);
    out.writeUInt32BE(timestamp, 4);
    out.writeUInt32BE(this.ssrc, 8);
    const numbers = numbersOf(packet, vp8);
    const picture = (numbers.picture + this.#offsets.picture) & 0x7fff;
    const baseLayer = (numbers.baseLayer + this.#offsets.baseLayer) & 0xff;
    const { pictureIdAt = null, baseLayerAt = null } = vp8 ?? {};
    if (pictureIdAt !== null) out.writeUInt16BE(0x8000 | picture, pictureIdAt);
    if (baseLayerAt !== null) out.writeUInt8(baseLayer, baseLayerAt);
    if (!this.#last || ahead(sequence, this.#last.sequence) > 0) {
      this.#last = { sequence, timestamp, picture, baseLayer, at: now };
    }
    this.#sent[sequence % kept] = out;
    return out;
  }
}

interface Parsed {
  header: RtpHeader;
  vp8: Vp8 | null;
  packet: Buffer;
  now: number;
}

function numbersOf(packet: Buffer, vp8: Vp8 | null): { picture: number; baseLayer: number } {
  const { pictureIdAt = null, baseLayerAt = null } = vp8 ?? {};
  return {
    picture: pictureIdAt === null ? 0 : packet.readUInt16BE(pictureIdAt) & 0x7fff,
    baseLayer: baseLayerAt === null ? 0 : packet.readUInt8(baseLayerAt),
  };
}
