import { randomBytes } from 'node:crypto';
import nodeDatachannel, {
  type DataChannel,
  type PeerConnection,
  type Track,
} from 'node-datachannel';
import type { Transport } from '../media.ts';
import type { Certificate } from './certificate.ts';
import { count, type Traffic } from './traffic.ts';

export interface ConnectionSettings {
  /** The one address and UDP port that all browsers send to. */
  address: string;
  port: number;
  certificate: Certificate;
  /** Counted here: all packets of all connections. */
  traffic: Traffic;
}

/** What a connection tells. */
export interface ConnectionListener {
  /** A packet of RTP or RTCP, decrypted. */
  packet: (packet: Buffer) => void;
  /** A message by the data channel. */
  message: (text: string) => void;
  /** The data channel is open. */
  reachable: () => void;
  /** As of RTCPeerConnection: connecting, connected, disconnected, failed, closed. */
  state: (state: string) => void;
}

/**
 * One browser's connection: ICE, DTLS and SRTP by libdatachannel, with one line for all media. It hands all
 * packets of whatever SSRC, and all RTCP, to an only track, and drops what no line named when there are several.
 */
export class Connection {
  readonly #settings: ConnectionSettings;
  readonly #listener: ConnectionListener;
  readonly #ufrag = randomBytes(6).toString('hex');
  readonly #pwd = randomBytes(16).toString('hex');
  #peer: PeerConnection | null = null;
  #track: Track | null = null;
  #channel: DataChannel | null = null;

  constructor(settings: ConnectionSettings, listener: ConnectionListener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  /**
   * What the offer says. The connection itself is made when the answer is there: before, libdatachannel would
   * take a browser's first packets without knowing its fingerprint, and fail them. The candidate stands in the
   * offer because lib-jitsi-meet of 2021 listens to none that come later.
   */
  offer(): Transport {
    const { address, port, certificate } = this.#settings;
    return {
      ufrag: this.#ufrag,
      pwd: this.#pwd,
      fingerprint: { hash: 'sha-256', value: certificate.fingerprint, setup: 'actpass' },
      candidates: [`1 1 udp 2130706431 ${address} ${port} typ host`],
    };
  }

  /** Connects to whoever answered the offer. @throws Error when the answer is no description of a transport */
  accept(answer: Transport): void {
    const peer = this.#create();
    this.#peer = peer;
    peer.setRemoteDescription(describe(answer), 'offer');
    peer.setLocalDescription('answer', { iceUfrag: this.#ufrag, icePwd: this.#pwd });
    for (const candidate of answer.candidates) this.addCandidate(candidate);
  }

  addCandidate(candidate: string): void {
    try {
      this.#peer?.addRemoteCandidate(`candidate:${candidate}`, 'media');
    } catch {
      // Of no use, such as a name of multicast DNS: the browser's own checks tell its address.
    }
  }

  /** @returns false where it could not be sent */
  send(packet: Buffer): boolean {
    try {
      const isSent = this.#track?.isOpen() === true && this.#track.sendMessageBinary(packet);
      if (isSent) count(this.#settings.traffic.sent, packet.length);
      return isSent;
    } catch {
      return false;
    }
  }

  /** Sends a message by the data channel; dropped while there is none. */
  tell(message: object): void {
    try {
      if (this.#channel?.isOpen()) this.#channel.sendMessage(JSON.stringify(message));
    } catch {
      // It closes at this moment.
    }
  }

  /** Round trip, milliseconds; 0 until it is known. */
  get roundTrip(): number {
    return Math.max(0, this.#peer?.rtt() ?? 0);
  }

  close(): void {
    this.#channel?.close();
    this.#peer?.close();
    this.#channel = null;
    this.#track = null;
    this.#peer = null;
  }

  #create(): PeerConnection {
    const { address, port, certificate } = this.#settings;
    const peer = new nodeDatachannel.PeerConnection('endpoint', {
      iceServers: [],
      bindAddress: address,
      enableIceUdpMux: true,
      portRangeBegin: port,
      portRangeEnd: port,
      forceMediaTransport: true,
      disableAutoNegotiation: true,
      mtu: 1500,
      certificatePemFile: certificate.certificate,
      keyPemFile: certificate.key,
    });
    peer.onStateChange((state) => this.#listener.state(state));
    peer.onTrack((track) => {
      this.#track = track;
      track.onMessage((packet) => {
        count(this.#settings.traffic.received, packet.length);
        this.#listener.packet(packet);
      });
    });
    peer.onDataChannel((channel) => {
      this.#channel = channel;
      channel.onMessage((message) => this.#listener.message(textOf(message)));
      this.#listener.reachable();
    });
    return peer;
  }
}

const textOf = (message: string | Buffer | ArrayBuffer): string =>
  typeof message === 'string' ? message : Buffer.from(message as ArrayBuffer).toString();

/** The browser's answer as a description with one line of media and the data channel (RFC 8866, RFC 8841). */
function describe({ ufrag, pwd, fingerprint }: Transport): string {
  const transport = [
    'c=IN IP4 0.0.0.0',
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${pwd}`,
    `a=fingerprint:${fingerprint.hash} ${fingerprint.value}`,
    `a=setup:${fingerprint.setup}`,
  ];
  return [
    ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE media data'],
    ...['m=video 9 UDP/TLS/RTP/SAVPF 100', ...transport],
    ...['a=mid:media', 'a=sendrecv', 'a=rtcp-mux', 'a=rtpmap:100 VP8/90000'],
    ...['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', ...transport],
    ...['a=mid:data', 'a=sctp-port:5000', 'a=max-message-size:262144', ''],
  ].join('\r\n');
}
