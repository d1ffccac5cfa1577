import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

/** One-time codes: how long, and for how long; milliseconds. */
export const codeRules = {
  digits: 6,
  lifeMs: 600_000,
  /** Wrong codes after which a right one is no use any more; another code can be asked for. */
  tries: 5,
} as const;

/** A new code, all of its digits by chance. */
export const newCode = (): string =>
  String(randomInt(10 ** codeRules.digits)).padStart(codeRules.digits, '0');

/** A keyed digest (HMAC-SHA-256, hex): without the key a copy of the database does not help in guessing. */
export const keyed = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex');

/** What is kept of a code: bound to the request that it was made for. */
export const codeDigest = (key: Buffer, codeId: string, code: string): string =>
  keyed(key, `code ${codeId} ${code}`);

/** True when `digest` was made with one of these keys; every one of them is tried. */
export const isSameByAny = (
  keys: readonly Buffer[],
  digestBy: (key: Buffer) => string,
  digest: string,
): boolean => keys.map((key) => isSame(digestBy(key), digest)).includes(true);

/** Compares two digests of equal length in a time that does not depend on where they differ. */
export function isSame(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}
