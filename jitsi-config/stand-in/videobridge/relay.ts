import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { count, noAmount } from './traffic.ts';

const kinds = ['rtp', 'keyframe', 'again', 'height', 'message'] as const;

/** What goes from one bridge to another about one endpoint of one meeting. */
export interface RelayedPacket {
  kind: (typeof kinds)[number];
  conference: string;
  endpoint: string;
  payload: Buffer;
}

export interface RelayAddress {
  address: string;
  port: number;
}

/** Bursts of key frames on a busy machine would overflow the system's usual buffer. */
const buffer = 4 * 1024 * 1024;

/**
 * Carries packets between the stand-in bridges of one machine: a UDP socket each. A datagram is the kind, two
 * lengths, meeting, endpoint, payload. Jitsi's own relays speak ICE, DTLS and SRTP to each other; these do not
 * leave the machine, and take packets from the sockets only that the focus named.
 */
export class Relay {
  readonly #socket: Socket;
  readonly #peers = new Map<string, RelayAddress>();
  onPacket: (from: string, packet: RelayedPacket) => void = () => undefined;
  readonly received = noAmount();
  readonly sent = noAmount();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (datagram, from) => this.#take(datagram, from));
    // A peer that was killed: the focus says so in a moment.
    socket.on('error', () => undefined);
  }

  static async open(at: RelayAddress): Promise<Relay> {
    const socket = createSocket('udp4');
    socket.bind(at.port, at.address);
    await once(socket, 'listening');
    socket.setRecvBufferSize(buffer);
    return new Relay(socket);
  }

  get address(): RelayAddress {
    const { address, port } = this.#socket.address();
    return { address, port };
  }

  /** Who the other bridges are, by their names; all others are not listened to. */
  setPeers(peers: Readonly<Record<string, RelayAddress>>): void {
    this.#peers.clear();
    for (const [id, address] of Object.entries(peers)) this.#peers.set(id, address);
  }

  send(to: string, { kind, conference, endpoint, payload }: RelayedPacket): void {
    const peer = this.#peers.get(to);
    if (!peer) return;
    const names = Buffer.from(conference + endpoint);
    const head = Buffer.from([kinds.indexOf(kind), conference.length, endpoint.length]);
    const datagram = Buffer.concat([head, names, payload]);
    count(this.sent, datagram.length);
    this.#socket.send(datagram, peer.port, peer.address);
  }

  close(): void {
    this.#socket.close();
  }

  #take(datagram: Buffer, from: RemoteInfo): void {
    const peer = [...this.#peers].find(
      ([, { address, port }]) => address === from.address && port === from.port,
    );
    const kind = kinds[datagram[0] ?? kinds.length];
    if (!peer || !kind || datagram.length < 3) return;
    count(this.received, datagram.length);
    const endpointAt = 3 + datagram.readUInt8(1);
    const payloadAt = endpointAt + datagram.readUInt8(2);
    this.onPacket(peer[0], {
      kind,
      conference: datagram.toString('latin1', 3, endpointAt),
      endpoint: datagram.toString('latin1', endpointAt, payloadAt),
      payload: datagram.subarray(payloadAt),
    });
  }
}
