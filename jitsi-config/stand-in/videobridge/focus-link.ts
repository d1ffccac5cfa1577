import { connect, type Socket } from 'node:net';
import { readLines, writeLine } from '../control/lines.ts';
import { fromFocus, type BridgeState, type FromFocus } from '../control/messages.ts';
import type { Bridge } from './bridge.ts';
import { stressOf } from './load.ts';

export interface FocusLinkSettings {
  host: string;
  port: number;
  secret: string;
  id: string;
  region: string;
  version: string;
}

/** Between heartbeats, and before the next try to connect (milliseconds). */
const beat = 1000;
const pause = 500;

/**
 * The bridge's line to the focus. While it is cut, media goes on; the focus that answers next knows of no meeting,
 * so all that were are ended then.
 */
export class FocusLink {
  readonly #bridge: Bridge;
  readonly #settings: FocusLinkSettings;
  #socket: Socket | null = null;
  #isClosed = false;
  readonly #timer: NodeJS.Timeout;
  readonly #firstUp = Promise.withResolvers<undefined>();

  constructor(bridge: Bridge, settings: FocusLinkSettings) {
    this.#bridge = bridge;
    this.#settings = settings;
    this.#timer = setInterval(() => this.tell(), beat);
    this.#open();
  }

  /** Tells the focus how the bridge is: by itself each second, and when something changed. */
  tell(): void {
    if (this.#socket) writeLine(this.#socket, { kind: 'state', state: this.#state() });
  }

  /** Fulfilled when the focus has taken it for the first time. */
  up(): Promise<undefined> {
    return this.#firstUp.promise;
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#socket?.destroy();
  }

  #open(): void {
    const { host, port, secret, id, region, version } = this.#settings;
    const socket = connect(port, host);
    socket.on('connect', () => {
      this.#socket = socket;
      this.#bridge.clear();
      const relay = this.#bridge.relay.address;
      const state = this.#state();
      writeLine(socket, { kind: 'hello', secret, id, region, version, relay, state });
    });
    readLines(socket, fromFocus, (message) => this.#take(socket, message));
    socket.on('close', () => {
      this.#socket = null;
      if (!this.#isClosed) setTimeout(() => this.#open(), pause);
    });
  }

  #take(socket: Socket, message: FromFocus): void {
    if (message.kind === 'bridges') this.#firstUp.resolve(undefined);
    if (message.kind !== 'allocate') {
      this.#bridge.take(message);
      return;
    }
    const { request, conference, endpoint, name, meetingId } = message;
    try {
      const place = this.#bridge.allocate({ id: conference, name, meetingId }, endpoint);
      writeLine(socket, { kind: 'offer', request, transport: place.offer() });
    } catch (error) {
      writeLine(socket, { kind: 'refused', request, reason: String(error) });
    }
  }

  #state(): BridgeState {
    const { drain, shuttingDown } = this.#bridge;
    const endpoints = this.#bridge.endpoints().length;
    return { drain, shuttingDown, endpoints, stress: stressOf() };
  }
}
