import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Networks of containers and virtual machines: no telephone is in them. */
const virtual = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|lxc|cni|flannel|podman|tun|tap|wg)/u;

/** The addresses (IPv4) by which others in the network may find this machine, the likeliest first. */
export function lanAddresses(interfaces: Interfaces): string[] {
  return Object.entries(interfaces)
    .filter(([name]) => !virtual.test(name))
    .flatMap(([, infos = []]) => infos)
    .filter(({ family, internal, address }) => {
      return family === 'IPv4' && !internal && !address.startsWith('169.254.');
    })
    .map(({ address }) => address)
    .sort((one, other) => Number(isHome(other)) - Number(isHome(one)));
}

/** An address of a home or office, as wireless networks give them. */
const isHome = (address: string): boolean =>
  /^(?:192\.168\.|10\.|172\.(?:1[6-9]|2\d|3[01])\.)/u.test(address);
