import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { importJWK, jwtVerify } from 'jose';
import type { Manner } from './carriers.ts';

/** A push message as the browser reads it, after decryption. */
export interface PushedMessage {
  payload: string;
  headers: NodeJS.Dict<string | string[]>;
  subject: string;
}

/**
 * A push service of the tests' own: checks the VAPID signature (RFC 8292) and headers as real ones do, and
 * decrypts the message (RFC 8188, 8291) with the browser's keys to prove that it can be read.
 */
export class PushFixture {
  readonly received: PushedMessage[] = [];
  private readonly manners: Manner[] = [];
  private readonly browser: ECDH = createECDH('prime256v1');
  private readonly auth = randomBytes(16);
  private readonly publicKey: Buffer;
  private server: Server | undefined;
  private port = 0;
  /** Set: the service knows this browser no more and answers so. */
  gone: 404 | 410 | null = null;

  constructor() {
    this.publicKey = this.browser.generateKeys();
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}/push/browser-1`;
  }

  /** What the page's PushManager would hand over. */
  get subscription() {
    return {
      endpoint: this.endpoint,
      keys: {
        p256dh: this.publicKey.toString('base64url'),
        auth: this.auth.toString('base64url'),
      },
    };
  }

  meet(manner: Manner): void {
    this.manners.push(manner);
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.take(request).then((status) => {
        if (status === null) request.socket.destroy();
        else response.writeHead(status, { Location: `${this.endpoint}/message` }).end();
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  /** The status to answer with; null: breaks off after having taken it. */
  private async take(request: IncomingMessage): Promise<number | null> {
    const body = await buffer(request);
    if (this.gone) return this.gone;
    const manner = this.manners.shift() ?? 'take';
    if (manner === 'refuse') return 413;
    if (manner === 'busy') return 503;
    const subject = await this.checkedSubject(request.headers.authorization ?? '');
    if (subject === null) return 403;
    if (request.headers['content-encoding'] !== 'aes128gcm' || !request.headers['ttl']) return 400;
    if (body.length > 4096) return 413;
    this.received.push({ payload: this.decrypt(body), headers: request.headers, subject });
    return manner === 'break-off' ? null : 201;
  }

  private async checkedSubject(authorization: string): Promise<string | null> {
    const parts = /^vapid t=(?<token>[^,]+), k=(?<key>[\w-]+)$/u.exec(authorization)?.groups;
    const point = Buffer.from(parts?.['key'] ?? '', 'base64url');
    if (point.length !== 65) return null;
    const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) };
    const audience = new URL(this.endpoint).origin;
    const options = { audience, algorithms: ['ES256'], requiredClaims: ['exp', 'sub'] };
    const key = await importJWK(jwk, 'ES256');
    const verified = await jwtVerify(parts?.['token'] ?? '', key, options).catch(() => null);
    return verified?.payload.sub ?? null;
  }

  private decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const keyLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + keyLength);
    const sealed = body.subarray(21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.publicKey, sender]);
    const secret = this.browser.computeSecret(sender);
    const material = Buffer.from(hkdfSync('sha256', secret, this.auth, info, 32));
    const derive = (label: string, length: number) =>
      Buffer.from(
        hkdfSync('sha256', material, salt, Buffer.from(`Content-Encoding: ${label}\0`), length),
      );
    const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // The last record ends with a 2 and padding (RFC 8188, 2).
    return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
  }
}
