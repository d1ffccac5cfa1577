import { once, EventEmitter } from 'node:events';
import nodeDatachannel, { type PeerConnection, type Track } from 'node-datachannel';
import type { Source, Transport } from '../stand-in/media.ts';
import { opusPacket, vp8Packet } from '../stand-in/videobridge/test-packets.ts';

/** What a synthetic browser sends. */
export interface Sending {
  /** Bits a second of the picture. */
  bitrate: number;
  /** Lines of the picture. */
  height: number;
  /** Bytes of its largest packet; 1,100 unless given. */
  largest?: number;
  /** Whether somebody hears it: the sound is sent all the same unless this is false. */
  sound?: boolean;
}

/** Milliseconds of sound in a packet; the picture's packets are spread evenly over it. */
export const step = 20;
const usualLargest = 1100;
const keyframeEvery = 50;

/** Sends sound and one picture, and counts what comes; it encodes and decodes nothing. */
export class SyntheticBrowser {
  received = 0;
  readonly index: number;
  readonly sources: Source[];
  readonly #peer: PeerConnection;
  #track: Track | null = null;
  readonly #audio: number;
  readonly #video: number;
  #steps = 0;
  #sequence = 0;
  #owed = 0;

  constructor(index: number) {
    this.index = index;
    this.#audio = 10_000 + index;
    this.#video = 20_000 + index;
    this.sources = [
      { medium: 'audio', ssrc: this.#audio, layers: [this.#audio], msid: `s${index} a` },
      { medium: 'video', ssrc: this.#video, layers: [this.#video], msid: `s${index} v` },
    ];
    this.#peer = new nodeDatachannel.PeerConnection(`synthetic ${index}`, {
      iceServers: [],
      bindAddress: '127.0.0.1',
    });
  }

  /** Answers a bridge's offer, with everything in it. */
  async answer(offer: Transport): Promise<Transport> {
    const gathered = new EventEmitter();
    this.#peer.onGatheringStateChange((state) => gathered.emit(state));
    const complete = once(gathered, 'complete');
    this.#peer.onTrack((track) => {
      this.#track = track;
      track.onMessage(() => (this.received += 1));
    });
    this.#peer.setRemoteDescription(descriptionOf(offer), 'offer');
    for (const candidate of offer.candidates) {
      this.#peer.addRemoteCandidate(`candidate:${candidate}`, 'media');
    }
    await complete;
    return transportOf(this.#peer.localDescription()?.sdp ?? '');
  }

  async open(): Promise<void> {
    while (this.#track?.isOpen() !== true) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends what belongs to one step. */
  send({ bitrate, height, largest = usualLargest, sound = true }: Sending): void {
    if (this.#track?.isOpen() !== true) return;
    this.#steps += 1;
    if (sound) this.#track.sendMessageBinary(opusPacket(this.#audio, this.#steps, 60));
    this.#owed += (bitrate / 8) * (step / 1000);
    const startsKeyframe = this.#steps % keyframeEvery === 1;
    for (let isFirst = true; this.#owed > 0; isFirst = false) {
      this.#sequence += 1;
      const packet = vp8Packet({
        ssrc: this.#video,
        sequence: this.#sequence,
        timestamp: this.#steps * step * 90,
        picture: this.#steps,
        size: Math.min(largest, Math.max(200, this.#owed)),
        ...(startsKeyframe && isFirst ? { keyframe: height } : {}),
      });
      this.#owed -= packet.length;
      this.#track.sendMessageBinary(packet);
    }
  }

  close(): void {
    this.#peer.close();
  }
}

function descriptionOf({ ufrag, pwd, fingerprint }: Transport): string {
  const transport = [
    ...['c=IN IP4 0.0.0.0', `a=ice-ufrag:${ufrag}`, `a=ice-pwd:${pwd}`],
    `a=fingerprint:${fingerprint.hash} ${fingerprint.value}`,
    `a=setup:${fingerprint.setup}`,
  ];
  return [
    ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE media data'],
    ...['m=video 9 UDP/TLS/RTP/SAVPF 100', ...transport],
    ...['a=mid:media', 'a=sendrecv', 'a=rtcp-mux', 'a=rtpmap:100 VP8/90000'],
    ...['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', ...transport],
    ...['a=mid:data', 'a=sctp-port:5000', ''],
  ].join('\r\n');
}

function transportOf(sdp: string): Transport {
  const lines = sdp.split(/\r?\n/u);
  const value = (name: string) =>
    lines.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3) ?? '';
  const [hash = '', fingerprint = ''] = value('fingerprint').split(' ');
  return {
    ufrag: value('ice-ufrag'),
    pwd: value('ice-pwd'),
    fingerprint: { hash, value: fingerprint, setup: value('setup') },
    candidates: lines
      .filter((line) => line.startsWith('a=candidate:'))
      .map((line) => line.slice('a=candidate:'.length)),
  };
}
