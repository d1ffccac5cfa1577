import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/*
 * The least TURN client that the tests need: an allocation and a permission over UDP (RFC 5389 and 5766), with
 * long-term credentials.
 */

const cookie = 0x2112a442;
const methods = { allocate: 0x003, createPermission: 0x008 } as const;
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;

interface Answer {
  /** 0 for a success, else the code of the error. */
  code: number;
  attributes: Map<number, Buffer>;
}

export interface Credentials {
  username: string;
  password: string;
}

export class TurnClient {
  readonly #socket: Socket;
  readonly #credentials: Credentials;
  #realm = '';
  #nonce: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, credentials: Credentials) {
    this.#socket = socket;
    this.#credentials = credentials;
  }

  /** Opens a socket to a TURN server on 127.0.0.1. */
  static async open(port: number, credentials: Credentials): Promise<TurnClient> {
    const socket = createSocket('udp4');
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new TurnClient(socket, credentials);
  }

  /** Asks for a relay address. Answers 0, or the code with which it was refused. */
  async allocate(): Promise<number> {
    // UDP is protocol 17.
    const transport: [number, Buffer] = [attributes.transport, Buffer.from([17, 0, 0, 0])];
    const first = await this.#ask(methods.allocate, [transport], false);
    this.#realm = first.attributes.get(attributes.realm)?.toString() ?? '';
    this.#nonce = first.attributes.get(attributes.nonce) ?? this.#nonce;
    return (await this.#ask(methods.allocate, [transport], true)).code;
  }

  /** Asks to relay to and from an IPv4 address. Answers 0, or the code with which it was refused. */
  async permit(address: string): Promise<number> {
    const mask = Buffer.alloc(4);
    mask.writeUInt32BE(cookie);
    const bytes = address.split('.').map((part, index) => Number(part) ^ (mask[index] ?? 0));
    const peer = Buffer.from([0, 1, 0, 0, ...bytes]);
    return (await this.#ask(methods.createPermission, [[attributes.peer, peer]], true)).code;
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(
    method: number,
    given: readonly [number, Buffer][],
    isSigned: boolean,
  ): Promise<Answer> {
    const id = randomBytes(12);
    const signed: [number, Buffer][] = isSigned
      ? [
          [attributes.username, Buffer.from(this.#credentials.username)],
          [attributes.realm, Buffer.from(this.#realm)],
          [attributes.nonce, this.#nonce],
        ]
      : [];
    const body = Buffer.concat([...given, ...signed].map(encoded));
    const message = isSigned
      ? this.#sign(method, id, body)
      : Buffer.concat([header(method, body.length, id), body]);
    const answer = this.#answerTo(id);
    this.#socket.send(message);
    return answer;
  }

  /** The integrity covers a header that counts it already. */
  #sign(method: number, id: Buffer, body: Buffer): Buffer {
    const { username, password } = this.#credentials;
    const key = createHash('md5').update(`${username}:${this.#realm}:${password}`).digest();
    const before = Buffer.concat([header(method, body.length + 24, id), body]);
    const integrity = createHmac('sha1', key).update(before).digest();
    return Buffer.concat([before, encoded([attributes.integrity, integrity])]);
  }

  async #answerTo(id: Buffer): Promise<Answer> {
    for (;;) {
      const [message] = (await once(this.#socket, 'message')) as [Buffer];
      if (!message.subarray(8, 20).equals(id)) continue;
      const found = decoded(message.subarray(20));
      const error = found.get(attributes.error);
      return { code: error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0, attributes: found };
    }
  }
}

function header(method: number, length: number, id: Buffer): Buffer {
  const start = Buffer.alloc(8);
  start.writeUInt16BE(method, 0);
  start.writeUInt16BE(length, 2);
  start.writeUInt32BE(cookie, 4);
  return Buffer.concat([start, id]);
}

/** Attributes fill whole words of four bytes. */
function encoded([type, value]: readonly [number, Buffer]): Buffer {
  const start = Buffer.alloc(4);
  start.writeUInt16BE(type, 0);
  start.writeUInt16BE(value.length, 2);
  return Buffer.concat([start, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function decoded(body: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= body.length;) {
    const length = body.readUInt16BE(at + 2);
    found.set(body.readUInt16BE(at), body.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return found;
}
