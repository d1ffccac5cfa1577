import { createHmac, timingSafeEqual } from 'node:crypto';

/** Decision 0001, "Signed messages": the header that carries the signature, both ways. */
export const signatureHeader = 'X-Campus-Meet-Signature';

/** Seconds that a message may be older or newer than now. */
export const signatureWindow = 60;

const form = /^t=(\d{1,12}),v1=([0-9a-fA-F]{64})$/u;

/** The header's value for `body`, signed at `now` (milliseconds). */
export function signMessage(secret: string, body: string, now: number): string {
  const time = String(Math.floor(now / 1000));
  return `t=${time},v1=${mac(secret, time, Buffer.from(body)).toString('hex')}`;
}

export type SignatureCheck = 'valid' | 'unsigned' | 'stale';

interface Signed {
  header: string | undefined;
  /** The exact bytes that were signed. */
  body: Buffer;
}

/** Whether a message is from who shares `secret`, and fresh at `now` (milliseconds). Compared in constant time. */
export function verifyMessage(secret: string, message: Signed, now: number): SignatureCheck {
  const [, time, given] = form.exec(message.header ?? '') ?? [];
  if (time === undefined || given === undefined) return 'unsigned';
  const expected = mac(secret, time, message.body);
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) return 'unsigned';
  const age = Math.floor(now / 1000) - Number(time);
  return Math.abs(age) > signatureWindow ? 'stale' : 'valid';
}

function mac(secret: string, time: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest();
}
