import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import ipaddr from 'ipaddr.js';

/** STUN's messages (RFC 8489), as far as an allocation of TURN (RFC 8656) and a check of ICE (RFC 8445) need them. */
export const methods = { binding: 0x001, allocate: 0x003, refresh: 0x004, permit: 0x008 } as const;

export const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
  priority: 0x0024,
  fingerprint: 0x8028,
  controlled: 0x8029,
  controlling: 0x802a,
} as const;

export type Attribute = readonly [type: number, value: Buffer];

/** What came back. */
export interface Answer {
  /** 0 for a success, else the code of the error (RFC 8489, 14.8). */
  code: number;
  attributes: ReadonlyMap<number, Buffer>;
}

const cookie = 0x2112a442;
/** Lengths, which the header counts in before they are there. */
const integrityLength = 24;
const fingerprintLength = 8;
/** RFC 8489, 14.7. */
const fingerprintMask = 0x5354554e;

/** The 96 random bits by which an answer is told from a forged one (RFC 8489 §5). */
export const newTransaction = (): Buffer => randomBytes(12);

/**
 * A request.
 * @param key signs it (MESSAGE-INTEGRITY, HMAC-SHA1); left out where it is not signed
 * @param hasFingerprint ends with FINGERPRINT, as ICE wants
 */
export function request(
  method: number,
  given: readonly Attribute[],
  options: { transaction: Buffer; key?: Buffer; hasFingerprint?: boolean },
): Buffer {
  const { transaction, key, hasFingerprint = false } = options;
  let content = Buffer.concat(given.map(encoded));
  const before = (more: number) =>
    Buffer.concat([header(method, content.length + more, transaction), content]);
  if (key) {
    const digest = createHmac('sha1', key).update(before(integrityLength)).digest();
    content = Buffer.concat([content, encoded([attributes.integrity, digest])]);
  }
  if (hasFingerprint) {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE((crc32(before(fingerprintLength)) ^ fingerprintMask) >>> 0);
    content = Buffer.concat([content, encoded([attributes.fingerprint, sum])]);
  }
  return before(0);
}

function header(method: number, length: number, transaction: Buffer): Buffer {
  const start = Buffer.alloc(8);
  start.writeUInt16BE(method, 0);
  start.writeUInt16BE(length, 2);
  start.writeUInt32BE(cookie, 4);
  return Buffer.concat([start, transaction]);
}

/** Attributes fill whole words of four bytes. */
function encoded([type, value]: Attribute): Buffer {
  const start = Buffer.alloc(4);
  start.writeUInt16BE(type, 0);
  start.writeUInt16BE(value.length, 2);
  return Buffer.concat([start, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** The answer to a transaction; null where it is to another one, or none. */
export function answerTo(transaction: Buffer, message: Buffer): Answer | null {
  const isStun = message.length >= 20 && message.readUInt32BE(4) === cookie;
  if (!isStun || !message.subarray(8, 20).equals(transaction)) return null;
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  const error = found.get(attributes.error);
  return { code: error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0, attributes: found };
}

/** Families of addresses (RFC 8489, 14.1). */
export const families = { IPv4: 1, IPv6: 2 } as const;

/** An address as XOR-PEER-ADDRESS writes it, for one transaction (RFC 8489, 14.2). */
export function xorAddress(address: string, transaction: Buffer): Buffer {
  const mask = Buffer.alloc(4);
  mask.writeUInt32BE(cookie);
  const whole = Buffer.concat([mask, transaction]);
  const parsed = ipaddr.parse(address);
  const family = parsed.kind() === 'ipv6' ? families.IPv6 : families.IPv4;
  const bytes = parsed.toByteArray().map((part, index) => part ^ (whole[index] ?? 0));
  return Buffer.from([0, family, 0, 0, ...bytes]);
}
