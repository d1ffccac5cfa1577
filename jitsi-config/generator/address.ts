import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/*
 * Addresses of machines, IPv4 and IPv6. Whatever is compared or written into a file has one form (RFC 5952), so that
 * two ways to write one address are one machine.
 */

/** What is no address of one machine, with the reason. */
const refusedRanges: Readonly<Record<string, string>> = {
  unspecified: 'stands for every address, not for one machine',
  multicast: 'is of a group, not of one machine',
  broadcast: 'is of everybody, not of one machine',
  linkLocal: 'holds on one cable only: give an address that other machines reach',
  ipv4Mapped: 'is an IPv4 address in IPv6’s form: write it as 198.51.100.7',
};

const notAnAddress = 'must be an IP address, such as 10.20.0.10 or 2001:db8:20::10';

/** Null for a text that is no address; zones (fe80::1%eth0) and numbers such as 010.1 are none. */
function parsed(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) && text.includes(':') && !text.includes('%')
    ? ipaddr.IPv6.parse(text)
    : null;
}

/** Why a text is no address of a machine; null where it is one. */
function complaintOf(text: string): string | null {
  const address = parsed(text);
  if (address === null) return notAnAddress;
  const reason = refusedRanges[address.range()];
  return reason === undefined ? null : `${text} ${reason}`;
}

/** An address of a machine, in its one form. */
export const address = z
  .string()
  .superRefine((text, context) => {
    const message = complaintOf(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  })
  .transform((text) => parsed(text)?.toString() ?? text);

/** An IPv6 address of a machine beside an IPv4 one. */
export const address6 = address.refine(isIPv6, 'must be an IPv6 address, such as 2001:db8:20::21');

/** A network, as nginx takes it. */
export const network = z
  .string()
  .refine(
    (text) => /^[\d.]+\/|:/u.test(text) && ipaddr.isValidCIDR(text),
    'must be a network such as 10.20.0.0/16 or 2001:db8:20::/48',
  );

/** Whether an address in its one form is IPv6. */
export function isIPv6(text: string): boolean {
  return text.includes(':');
}

/** An address with a port, as URLs and most configurations want it. */
export const withPort = (host: string, port: number): string =>
  `${isIPv6(host) ? `[${host}]` : host}:${port}`;

/** @throws Error for a name: nothing is looked up */
export const isLoopback = (text: string): boolean => ipaddr.parse(text).range() === 'loopback';

/** What Jitsi does not call a valid address of a videobridge: site local, link local and loopback. */
const inside = ['private', 'uniqueLocal', 'linkLocal', 'loopback'];

/** Whether nobody outside of the site can reach an address. */
export const isPrivate = (text: string): boolean => inside.includes(ipaddr.parse(text).range());
