import type { Source } from '../media.ts';
import type { LayerPacket } from './forwarder.ts';
import { IncomingStream } from './incoming-stream.ts';
import { audioLevel, isRtcp, readRtp, type RtpHeader } from './rtp/packet.ts';
import { bareSenderReport } from './rtp/rtcp.ts';
import { readVp8 } from './rtp/vp8.ts';
import type { Layer } from './wish.ts';

/** The audio level's number among the header extensions; it stands in the offer. */
export const audioLevelId = 1;

/** What becomes of what a sender sends: the meeting decides. */
export interface SenderListener {
  /** A packet of a known source, before anything else is done with it. */
  packet: (from: Sender, packet: Buffer) => void;
  audio: (from: Sender, packet: Buffer, level: number | null) => void;
  video: (from: Sender, source: Source, packet: LayerPacket) => void;
  /** A sender report of one layer (of sound: 0). */
  report: (from: Sender, source: Source, report: { layer: number; packet: Buffer }) => void;
}

interface Place {
  source: Source;
  layer: number;
}

/** Somebody whose packets come in: by a connection here, or from another bridge. */
export abstract class Sender {
  readonly id: string;
  readonly incoming = new Map<number, IncomingStream>();
  /** What comes in of it is let through to nobody, whatever is sent: the focus says so. */
  silenced: Readonly<Record<Source['medium'], boolean>> = { audio: false, video: false };
  protected readonly listener: SenderListener;
  #sources: readonly Source[] = [];
  #places = new Map<number, Place>();

  constructor(id: string, listener: SenderListener) {
    this.id = id;
    this.listener = listener;
  }

  /** Asks the one who encodes for a key frame. */
  abstract askKeyframe(ssrc: number): void;
  /** Asks for packets that did not arrive. */
  abstract askAgain(ssrc: number, sequences: readonly number[]): void;

  get sources(): readonly Source[] {
    return this.#sources;
  }

  setSources(sources: readonly Source[]): void {
    this.#sources = sources;
    this.#places = new Map(
      sources.flatMap((source) =>
        source.layers.map((ssrc, layer) => [ssrc, { source, layer }] as const),
      ),
    );
  }

  sends(medium: Source['medium']): boolean {
    return this.#sources.some((source) => source.medium === medium);
  }

  layersOf(source: Source): Layer[] {
    return source.layers.map((ssrc) => {
      const stream = this.incoming.get(ssrc);
      return {
        height: stream?.height ?? 0,
        lastAt: stream?.mediaAt ?? Number.NEGATIVE_INFINITY,
      };
    });
  }

  /** Takes one packet of media, or one sender report. */
  take(packet: Buffer, now: number): void {
    if (isRtcp(packet)) {
      this.#takeReport(packet, now);
      return;
    }
    const header = readRtp(packet);
    if (!header) return;
    const stream = this.#streamOf(header.ssrc);
    const missing = stream.seen(header.sequence, packet.length, now);
    if (header.payloadLength > 0) stream.mediaAt = now;
    const place = this.#places.get(header.ssrc);
    if (!place || this.silenced[place.source.medium]) return;
    this.listener.packet(this, packet);
    if (place.source.medium === 'audio') {
      this.listener.audio(this, packet, audioLevel(packet, audioLevelId));
      return;
    }
    if (missing.length > 0) this.askAgain(header.ssrc, missing);
    this.#takeVideo({ packet, header, place, now });
  }

  #takeVideo({ packet, header, place, now }: Picture): void {
    const vp8 = header.payloadLength > 0 ? readVp8(packet, header.payloadAt) : null;
    if (vp8?.startsKeyframe && vp8.height > 0) this.#streamOf(header.ssrc).height = vp8.height;
    this.listener.video(this, place.source, { layer: place.layer, packet, now });
  }

  #takeReport(packet: Buffer, now: number): void {
    if (packet.length < 28) return;
    const ssrc = packet.readUInt32BE(4);
    this.incoming.get(ssrc)?.reported(packet, now);
    const place = this.#places.get(ssrc);
    if (!place) return;
    const bare = bareSenderReport(packet);
    this.listener.packet(this, bare);
    this.listener.report(this, place.source, { layer: place.layer, packet: bare });
  }

  #streamOf(ssrc: number): IncomingStream {
    const known = this.incoming.get(ssrc);
    if (known) return known;
    const stream = new IncomingStream(ssrc);
    this.incoming.set(ssrc, stream);
    return stream;
  }
}

interface Picture {
  packet: Buffer;
  header: RtpHeader;
  place: Place;
  now: number;
}
