import type { Socket } from 'node:net';
import { writeLine } from '../control/lines.ts';
import type { BridgeState, FromBridge, FromFocus } from '../control/messages.ts';
import type { Transport } from '../media.ts';

type Hello = Extract<FromBridge, { kind: 'hello' }>;
type Allocation = Omit<Extract<FromFocus, { kind: 'allocate' }>, 'kind' | 'request'>;

/** How long a bridge may take to make a place for somebody (milliseconds). */
const patience = 10_000;

/** One bridge, as the focus sees it. */
export class Bridge {
  readonly id: string;
  readonly region: string;
  readonly version: string;
  readonly relay: Hello['relay'];
  state: BridgeState;
  heardAt = performance.now();
  isGone = false;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, PromiseWithResolvers<Transport>>();
  #requests = 0;

  constructor(socket: Socket, hello: Hello) {
    this.#socket = socket;
    this.id = hello.id;
    this.region = hello.region;
    this.version = hello.version;
    this.relay = hello.relay;
    this.state = hello.state;
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${this.id} has gone`));
    });
  }

  takesPeople(): boolean {
    return !this.isGone && !this.state.drain && !this.state.shuttingDown;
  }

  tell(message: FromFocus): void {
    writeLine(this.#socket, message);
  }

  /** Makes a place for somebody. @throws Error in words when the bridge refuses, is gone or does not answer */
  async allocate(wanted: Allocation): Promise<Transport> {
    const request = (this.#requests += 1);
    const waiting = Promise.withResolvers<Transport>();
    this.#waiting.set(request, waiting);
    const none = setTimeout(() => waiting.reject(new Error(`${this.id} is silent`)), patience);
    this.tell({ kind: 'allocate', request, ...wanted });
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(none);
      this.#waiting.delete(request);
    }
  }

  take(message: FromBridge): void {
    this.heardAt = performance.now();
    if (message.kind === 'state') this.state = message.state;
    if (message.kind === 'offer') this.#waiting.get(message.request)?.resolve(message.transport);
    if (message.kind === 'refused') {
      this.#waiting.get(message.request)?.reject(new Error(message.reason));
    }
  }

  hangUp(): void {
    this.#socket.destroy();
  }
}
