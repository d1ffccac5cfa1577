import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** By what a client's address is counted. */
export interface Network {
  /** One household or one machine: an IPv4 address, or an IPv6 network of 64 bits. */
  own: string;
  /** The IPv6 network of 48 bits that one owner may have in whole, counted in sum; null for IPv4. */
  wide: string | null;
}

/** A network of 48 bits may do so many times what one of 64 bits may. */
export const wideFactor = 4;

/**
 * What counts as one address, in every rate limit of the bridge. IPv4 written as IPv6 is IPv4; all spellings of an
 * address are one; a port that a proxy noted is left out. What is no address is counted by its text.
 */
export function networkOf(address: string): Network {
  const plain = withoutPort(address.trim().toLowerCase().slice(0, 64));
  // Most keys are sessions' ids, which the library would read as several kinds of addresses first.
  if (isIP(plain) === 0) return { own: plain, wide: null };
  const parsed = ipaddr.process(plain);
  if (!(parsed instanceof ipaddr.IPv6)) return { own: parsed.toString(), wide: null };
  const first = (bits: number) => {
    const groups = parsed.parts.slice(0, bits / 16).map((group) => group.toString(16));
    return `${groups.join(':')}::/${bits}`;
  };
  return { own: first(64), wide: first(48) };
}

/** The name of the one network that an address belongs to. */
export const addressKey = (address: string): string => networkOf(address).own;

const withoutPort = (address: string): string =>
  /^\[([^\]]*)\]/u.exec(address)?.[1] ?? /^([\d.]+):\d+$/u.exec(address)?.[1] ?? address;
