import { ECDH } from 'node:crypto';
import { isIP } from 'node:net';
import type { z } from 'zod';
import { Failure, type Issue } from '../../../kernel/failure.ts';
import type { subscription } from './contract.ts';
import type { BrowserAddress } from './ports.ts';

/**
 * Checks what a page hands over as its subscription: the bridge will call that address, so it must be one
 * of the public Internet (the carrier looks again when the name is resolved), and the keys must be real.
 * @throws Failure request/invalid, naming the field
 */
export function browserAddress(
  given: z.infer<typeof subscription>,
  allowPrivate: boolean,
): BrowserAddress {
  const { endpoint, keys } = given;
  const flaws = [
    ...(allowPrivate || isOutside(endpoint)
      ? []
      : [flaw('endpoint', 'must be an https address on the public Internet')]),
    ...(isPoint(keys.p256dh) ? [] : [flaw('keys.p256dh', 'must be a point on the curve P-256')]),
    ...(Buffer.from(keys.auth, 'base64url').length === 16
      ? []
      : [flaw('keys.auth', 'must be 16 bytes')]),
  ];
  if (flaws.length > 0) throw new Failure('request/invalid', { flaws });
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
}

const flaw = (field: string, message: string): Issue => ({
  field: `body.subscription.${field}`,
  message,
});

/** Push services are https, on the usual port, by name, without a password in the address. */
function isOutside(endpoint: string): boolean {
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  if (isIP(hostname.replace(/^\[|\]$/gu, '')) !== 0) return false;
  return (
    hostname.includes('.') && !/\.(local|localhost|internal|lan|home|arpa)\.?$/u.test(hostname)
  );
}

function isPoint(key: string): boolean {
  try {
    const point = Buffer.from(key, 'base64url');
    return point.length === 65 && ECDH.convertKey(point, 'prime256v1').length === 65;
  } catch {
    return false;
  }
}
