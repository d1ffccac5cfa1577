import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { timingSafeEqual } from 'node:crypto';
import { readLines } from '../control/lines.ts';
import { fromBridge, type FromBridge } from '../control/messages.ts';
import { Bridge } from './bridge.ts';

export interface BridgesSettings {
  port: number;
  secret: string;
}

export interface BridgesListener {
  /** One has come, or can take people again. */
  up: () => void;
  /** One has gone: its people have to be called elsewhere. */
  down: (bridge: Bridge) => void;
  /** One takes nobody new any more; whoever is on it stays. */
  drains: () => void;
  /** One wants to lose those that it has, and end. */
  ends: (bridge: Bridge) => void;
}

/** A bridge that has said nothing for so long is lost (milliseconds). */
const silence = 8000;

/** The bridges that are there. Each connects by itself; one whose connection breaks is gone at once. */
export class Bridges {
  readonly #server: Server;
  readonly #secret: string;
  readonly #listener: BridgesListener;
  readonly #bridges = new Map<string, Bridge>();
  readonly #sockets = new Set<Socket>();
  readonly #watch: NodeJS.Timeout;
  /** How many have gone so far. */
  lost = 0;

  private constructor(settings: BridgesSettings, listener: BridgesListener) {
    this.#secret = settings.secret;
    this.#listener = listener;
    this.#server = createServer((socket) => this.#greet(socket));
    this.#watch = setInterval(() => this.#dropSilent(), 1000);
  }

  /** @throws Error of the system when the port cannot be had */
  static async open(settings: BridgesSettings, listener: BridgesListener): Promise<Bridges> {
    const bridges = new Bridges(settings, listener);
    bridges.#server.listen(settings.port, '127.0.0.1');
    await once(bridges.#server, 'listening');
    return bridges;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  all(): Bridge[] {
    // By their names: which of them connected first is chance, and whom it gets should not be.
    return [...this.#bridges.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Those that take people. */
  operational(): Bridge[] {
    return this.all().filter((bridge) => bridge.takesPeople());
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #greet(socket: Socket): void {
    this.#sockets.add(socket);
    const greeted: { bridge?: Bridge } = {};
    readLines(socket, fromBridge, (message) => {
      if (message.kind !== 'hello') {
        if (greeted.bridge) this.#take(greeted.bridge, message);
      } else if (greeted.bridge || !isSame(message.secret, this.#secret)) socket.destroy();
      else {
        greeted.bridge = new Bridge(socket, message);
        this.#add(greeted.bridge);
      }
    });
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (greeted.bridge) this.#remove(greeted.bridge);
    });
  }

  #add(bridge: Bridge): void {
    this.#bridges.get(bridge.id)?.hangUp();
    this.#bridges.set(bridge.id, bridge);
    this.#tellRelays();
    this.#listener.up();
  }

  #remove(bridge: Bridge): void {
    bridge.isGone = true;
    if (this.#bridges.get(bridge.id) === bridge) this.#bridges.delete(bridge.id);
    this.lost += 1;
    this.#tellRelays();
    this.#listener.down(bridge);
  }

  #take(bridge: Bridge, message: FromBridge): void {
    const took = bridge.takesPeople();
    const ended = bridge.state.shuttingDown;
    bridge.take(message);
    if (!ended && bridge.state.shuttingDown) this.#listener.ends(bridge);
    else if (took && !bridge.takesPeople()) this.#listener.drains();
    else if (!took && bridge.takesPeople()) this.#listener.up();
  }

  #tellRelays(): void {
    for (const bridge of this.#bridges.values()) {
      const others = this.all().filter((other) => other !== bridge);
      const relays = Object.fromEntries(others.map(({ id, relay }) => [id, relay]));
      bridge.tell({ kind: 'bridges', relays });
    }
  }

  #dropSilent(): void {
    const now = performance.now();
    for (const bridge of this.all()) if (now - bridge.heardAt > silence) bridge.hangUp();
  }
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
