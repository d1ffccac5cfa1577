import { createHash } from 'node:crypto';
import {
  attributes,
  families,
  methods,
  newTransaction,
  request,
  xorAddress,
  type Attribute,
} from './message.ts';
import { openStun, type StunSocket } from './socket.ts';

/** What a TURN server is told of us (RFC 8656, long-term credentials). */
export interface TurnCredentials {
  username: string;
  password: string;
}

/** UDP is protocol 17 (RFC 8656, 18.7). */
const overUdp: Attribute = [attributes.transport, Buffer.from([17, 0, 0, 0])];

/** A TURN server over UDP. */
export class TurnClient {
  readonly #socket: StunSocket;
  readonly #credentials: TurnCredentials;
  #realm = '';
  #nonce: Buffer = Buffer.alloc(0);

  private constructor(socket: StunSocket, credentials: TurnCredentials) {
    this.#socket = socket;
    this.#credentials = credentials;
  }

  static async open(
    at: { host: string; port: number },
    credentials: TurnCredentials,
  ): Promise<TurnClient> {
    return new TurnClient(await openStun(at), credentials);
  }

  /**
   * Asks for a relay address. Answers 0, or the code with which it was refused. Fails with NoAnswer.
   * @param family what the relay address is to be (RFC 8656, 18.4); left out: as the server likes
   */
  async allocate(family?: keyof typeof families): Promise<number> {
    const transaction = newTransaction();
    const wanted: Attribute[] = family
      ? [overUdp, [attributes.family, Buffer.from([families[family], 0, 0, 0])]]
      : [overUdp];
    const plain = request(methods.allocate, wanted, { transaction });
    const first = await this.#socket.ask(plain, transaction);
    if (first.code === 0) return 0;
    this.#realm = first.attributes.get(attributes.realm)?.toString() ?? '';
    this.#nonce = first.attributes.get(attributes.nonce) ?? this.#nonce;
    return this.#ask(methods.allocate, wanted);
  }

  /** Asks to relay to and from an address of the relay address’s kind. Answers as `allocate`. */
  permit(address: string): Promise<number> {
    const transaction = newTransaction();
    const peer: Attribute = [attributes.peer, xorAddress(address, transaction)];
    return this.#ask(methods.permit, [peer], transaction);
  }

  /** Gives the relay address back. */
  release(): Promise<number> {
    return this.#ask(methods.refresh, [[attributes.lifetime, Buffer.alloc(4)]]);
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(
    method: number,
    given: readonly Attribute[],
    transaction = newTransaction(),
  ): Promise<number> {
    const { username, password } = this.#credentials;
    const all: Attribute[] = [
      ...given,
      [attributes.username, Buffer.from(username)],
      [attributes.realm, Buffer.from(this.#realm)],
      [attributes.nonce, this.#nonce],
    ];
    // RFC 8489, 9.2.2.
    const key = createHash('md5').update(`${username}:${this.#realm}:${password}`).digest();
    const { code } = await this.#socket.ask(
      request(method, all, { transaction, key }),
      transaction,
    );
    return code;
  }
}
