import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { confirmation } from './application.ts';

/** A new code, all of its digits by chance. */
export const newCode = (): string =>
  String(randomInt(10 ** confirmation.digits)).padStart(confirmation.digits, '0');

/** What is kept of a code: an HMAC bound to its application, so that a copy of the database does not help. */
export const codeDigest = (key: Buffer, applicationId: string, code: string): string =>
  createHmac('sha256', key).update(`application ${applicationId} ${code}`).digest('hex');

/** No HMAC has these letters: what is compared with it is always wrong. */
const noDigest = '-'.repeat(64);

/** Compares in a time that does not depend on where they differ, nor on whether there is one to compare with. */
export function isSameDigest(one: string, kept: string | null): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(kept ?? noDigest);
  return a.length === b.length && timingSafeEqual(a, b);
}
