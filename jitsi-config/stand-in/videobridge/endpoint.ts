import type { Transport } from '../media.ts';
import { Connection, type ConnectionSettings } from './connection.ts';
import { Forwarder } from './forwarder.ts';
import { isRtcp } from './rtp/packet.ts';
import * as rtcp from './rtp/rtcp.ts';
import { Sender, type SenderListener } from './sender.ts';
import { everything, type Wish } from './wish.ts';

/** The bridge's own SSRC in what it reports. */
const ownSsrc = 1;
/** A sender is asked for a key frame at most so often (milliseconds). */
const keyframePause = 500;
/** What senders are told that the network bears, bits a second: on one machine it is no limit. */
const maxBitrate = 4_000_000;
/** A stream of which nothing came for so long is reported no more (milliseconds). */
const forgotten = 5000;

export interface EndpointListener extends SenderListener {
  keyframeAsked: (by: Endpoint, ssrc: number) => void;
  message: (from: Endpoint, text: string) => void;
  reachable: (who: Endpoint) => void;
  state: (who: Endpoint, state: string) => void;
}

/** Somebody who is connected to this bridge. */
export class Endpoint extends Sender {
  readonly #connection: Connection;
  readonly forwarders = new Map<number, Forwarder>();
  wish: Wish = everything;
  state = 'new';
  isReachable = false;
  readonly sent = { packets: 0, bytes: 0, failed: 0 };
  /** The message of each sort that it was sent last: only what changes is sent. */
  readonly told = new Map<string, string>();

  constructor(id: string, listener: EndpointListener, settings: ConnectionSettings) {
    super(id, listener);
    this.#connection = new Connection(settings, {
      packet: (packet) => this.#take(packet, listener),
      message: (text) => listener.message(this, text),
      reachable: () => {
        this.isReachable = true;
        listener.reachable(this);
      },
      state: (state) => {
        this.state = state;
        listener.state(this, state);
      },
    });
  }

  get roundTrip(): number {
    return this.#connection.roundTrip;
  }

  offer(): Transport {
    return this.#connection.offer();
  }

  accept(answer: Transport): void {
    this.#connection.accept(answer);
  }

  addCandidate(candidate: string): void {
    this.#connection.addCandidate(candidate);
  }

  send(packet: Buffer): void {
    if (this.state !== 'connected') return;
    if (!this.#connection.send(packet)) {
      this.sent.failed += 1;
      return;
    }
    this.sent.packets += 1;
    this.sent.bytes += packet.length;
  }

  tell(message: object): void {
    this.#connection.tell(message);
  }

  /** Tells it only what is not what it was told last of this sort; nothing while it cannot be reached. */
  tellChange(sort: string, message: object): void {
    const text = JSON.stringify(message);
    if (!this.isReachable || this.told.get(sort) === text) return;
    this.told.set(sort, text);
    this.tell(message);
  }

  forwarderOf(ssrc: number): Forwarder {
    const known = this.forwarders.get(ssrc);
    if (known) return known;
    const forwarder = new Forwarder(ssrc);
    this.forwarders.set(ssrc, forwarder);
    return forwarder;
  }

  askKeyframe(ssrc: number): void {
    const stream = this.incoming.get(ssrc);
    const now = performance.now();
    if (!stream || now - stream.keyframeAskedAt < keyframePause) return;
    stream.keyframeAskedAt = now;
    this.send(rtcp.pictureLoss(ownSsrc, ssrc));
  }

  askAgain(ssrc: number, sequences: readonly number[]): void {
    this.send(rtcp.askAgain(ownSsrc, ssrc, sequences));
  }

  /** Tells the sender how its packets came in, and how much it may send. */
  report(now: number): void {
    const streams = [...this.incoming.values()]
      .filter(({ lastAt }) => now - lastAt < forgotten)
      .slice(0, 31);
    if (streams.length === 0) return;
    const blocks = streams.map((stream) => stream.block(now));
    const ssrcs = streams.map(({ ssrc }) => ssrc);
    const report = rtcp.receiverReport(ownSsrc, blocks);
    this.send(Buffer.concat([report, rtcp.maximumBitrate(ownSsrc, maxBitrate, ssrcs)]));
  }

  close(): void {
    this.state = 'closed';
    this.#connection.close();
  }

  #take(packet: Buffer, listener: EndpointListener): void {
    const now = performance.now();
    if (!isRtcp(packet)) {
      this.take(packet, now);
      return;
    }
    for (const part of rtcp.splitRtcp(packet)) {
      const asked = rtcp.keyframeAskedFor(part);
      if (part.type === rtcp.rtcpTypes.senderReport) this.take(part.packet, now);
      else if (asked !== null) listener.keyframeAsked(this, asked);
      else if (part.type === rtcp.rtcpTypes.feedback && part.format === rtcp.formats.nack) {
        this.#sendAgain(part.packet);
      }
    }
  }

  #sendAgain(packet: Buffer): void {
    const { ssrc, sequences } = rtcp.askedAgain(packet);
    const forwarder = this.forwarders.get(ssrc);
    for (const sequence of sequences) {
      const again = forwarder?.again(sequence);
      if (again) this.send(again);
    }
  }
}
