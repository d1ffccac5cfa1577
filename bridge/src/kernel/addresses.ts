import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Addresses inside the campus that the operator lets the bridge call. */
export interface PrivateHosts {
  /** Names (and addresses written as hosts) that may lead to private addresses; lower case, no brackets. */
  names: ReadonlySet<string>;
  /** Networks that may be called under whatever name. */
  networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

/** Nothing inside may be called. */
export const noPrivateHosts: PrivateHosts = { names: new Set(), networks: [] };

/**
 * Reads a list such as `moodle.campus.test`, `10.20.0.7`, `10.20.0.0/16`, `fd00:1::/64`.
 * @throws RangeError that names what is no host, address or network
 */
export function readPrivateHosts(list: readonly string[]): PrivateHosts {
  const names = new Set<string>();
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of list.map((text) => text.trim().toLowerCase()).filter((text) => text !== '')) {
    const bare = unbracketed(entry);
    if (ipaddr.isValidCIDR(bare)) networks.push(ipaddr.parseCIDR(bare));
    else if (isIP(bare) !== 0) networks.push(single(bare));
    else if (/^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252})$/u.test(entry)) names.add(entry);
    else throw new RangeError(`${entry} is no host name, address or network`);
  }
  return { names, networks };
}

/** The same, with these hosts listed by name as well. */
export const withHosts = (hosts: PrivateHosts, names: readonly string[]): PrivateHosts => ({
  ...hosts,
  names: new Set([...hosts.names, ...names]),
});

const single = (address: string): [ipaddr.IPv4 | ipaddr.IPv6, number] => {
  const parsed = ipaddr.process(address);
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128];
};

/** A URL's host name without the brackets of IPv6. */
export const unbracketed = (host: string): string => host.replace(/^\[|\]$/gu, '');

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** True for an address of the public Internet, by IANA's special-purpose registries. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  // IPv4 inside IPv6 (::ffff:8.8.8.8) is a range of its own: nobody needs it.
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}

/** What a listed name may lead to. Link-local addresses, clouds' metadata among them, must be listed themselves. */
const campus = new Set(['private', 'uniqueLocal', 'loopback', 'carrierGradeNat']);

/** Whether the bridge may connect to this address, which the host name stands for. */
export function mayConnect(hosts: PrivateHosts, hostname: string, address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isPublicAddress(address)) return true;
  const parsed = ipaddr.process(address);
  const isListed = hosts.networks.some(
    ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
  );
  return isListed || (hosts.names.has(hostname.toLowerCase()) && campus.has(parsed.range()));
}

/** A connection that was refused because of where it would have led. */
export class AddressRefused extends Error {
  constructor(hostname: string) {
    super(`${hostname} is not a public address, and not listed in PRIVATE_SERVICE_HOSTS`);
  }
}

/** Finds all addresses of a name; node:dns's lookup has this shape. */
export type Resolve = (
  hostname: string,
  options: { all: true; family?: number | string },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a name for a connection and refuses it when any of its addresses may not be called. Done at
 * the moment of connecting, so that a name which changes its mind between check and use gains nothing.
 */
export function guardedLookup(
  hosts: PrivateHosts,
  resolve: Resolve = (hostname, options, done) => {
    lookup(hostname, { ...options, family: Number(options.family ?? 0) }, done);
  },
): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { family: options.family ?? 0, all: true }, (error, addresses) => {
      if (error) {
        done(error, '', 0);
        return;
      }
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => !mayConnect(hosts, hostname, address))) {
        done(new AddressRefused(hostname), '', 0);
      } else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
