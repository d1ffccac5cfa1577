import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';

/** A DTLS certificate of the bridge's own, as PEM. */
export interface Certificate {
  certificate: string;
  key: string;
  /** SHA-256, in hexadecimal pairs (RFC 8122 §5). */
  fingerprint: string;
}

const day = 86_400_000;

/**
 * Makes a self-signed certificate (RFC 5280 §4.1) on P-256. libdatachannel makes one for each connection, but
 * offers are sent before there is a connection, and have to name the fingerprint.
 */
export function createCertificate(now = Date.now()): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const body = sequence(
    der(tags.version, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    name,
    sequence(time(now - day), time(now + 365 * day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]);
  const whole = sequence(body, ecdsaWithSha256, der(tags.bits, signature));
  const certificate = new X509Certificate(whole);
  return {
    certificate: certificate.toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: certificate.fingerprint256,
  };
}

/** ASN.1's tags (ITU-T X.690 §8). */
const tags = {
  integer: 0x02,
  bits: 0x03,
  object: 0x06,
  text: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
};

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

const sequence = (...parts: Buffer[]) => der(tags.sequence, ...parts);
const integer = (value: Buffer) => der(tags.integer, value);
const object = (hex: string) => der(tags.object, Buffer.from(hex, 'hex'));

const ecdsaWithSha256 = sequence(object('2a8648ce3d040302'));
const commonName = sequence(
  object('550403'),
  der(tags.text, Buffer.from('Campus Meet videobridge stand-in')),
);
const name = sequence(der(tags.set, commonName));

function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]/gu, '').slice(2, 14);
  return der(tags.time, Buffer.from(`${digits}Z`));
}
