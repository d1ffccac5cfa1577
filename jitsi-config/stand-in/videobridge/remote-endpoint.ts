import type { Relay, RelayedPacket } from './relay.ts';
import { Sender, type SenderListener } from './sender.ts';

/** How the meeting reaches the bridge that somebody is connected to. */
export interface RemotePlace {
  relay: Relay;
  conference: string;
  /** The other bridge's name. */
  bridge: string;
}

/** Somebody who is connected to another bridge of the meeting. */
export class RemoteEndpoint extends Sender {
  readonly bridge: string;
  readonly #place: RemotePlace;
  #asked = { height: -1, at: 0 };

  constructor(id: string, listener: SenderListener, place: RemotePlace) {
    super(id, listener);
    this.bridge = place.bridge;
    this.#place = place;
  }

  askKeyframe(ssrc: number): void {
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(ssrc);
    this.#send('keyframe', payload);
  }

  askAgain(ssrc: number, sequences: readonly number[]): void {
    const payload = Buffer.alloc(4 + sequences.length * 2);
    payload.writeUInt32BE(ssrc);
    sequences.forEach((sequence, index) => payload.writeUInt16BE(sequence, 4 + index * 2));
    this.#send('again', payload);
  }

  /** Tells the other bridge how large somebody here wants to see this one; again every other second: datagrams get lost. */
  askHeight(height: number, now: number): void {
    if (height === this.#asked.height && now - this.#asked.at < 2000) return;
    this.#asked = { height, at: now };
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(Math.min(height, 0xffff));
    this.#send('height', payload);
  }

  #send(kind: RelayedPacket['kind'], payload: Buffer): void {
    const { relay, conference, bridge } = this.#place;
    relay.send(bridge, { kind, conference, endpoint: this.id, payload });
  }
}
