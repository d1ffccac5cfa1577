import { isIPv6 } from './address.ts';
import { range, type Port } from './ports.ts';

/**
 * Rules of nftables for the ports of one machine that some, but not all, may reach: Jicofo and videobridges ask for
 * no password there. Null where there are none. Other rules of the machine stay as they are.
 */
export function firewallRules(ports: readonly Port[], machine: string): string | null {
  const rules = ports
    .filter((port) => port.machine === machine)
    .flatMap(({ reachedBy, ...port }) =>
      reachedBy === 'everybody' || reachedBy.length === 0
        ? []
        : [
            `    # ${port.program}`,
            ...dropOthers(`${port.protocol} dport ${range(port)}`, [machine, ...reachedBy]),
          ],
    );
  if (rules.length === 0) return null;
  return `#!/usr/sbin/nft -f
# Who may reach what on ${machine}, made by "npm run campus -- jitsi render": these programs ask for no password, or are
# for some machines only. install.sh puts it to /etc/nftables.d/campus-jitsi.nft.
table inet campus_jitsi
delete table inet campus_jitsi
table inet campus_jitsi {
  chain input {
    type filter hook input priority -5; policy accept;
${rules.join('\n')}
  }
}
`;
}

/** Whoever is not among these is not let through, by IPv4 nor by IPv6. */
function dropOthers(what: string, addresses: readonly string[]): string[] {
  const families = [
    ['ip', '127.0.0.0/8', addresses.filter((one) => !isIPv6(one))],
    ['ip6', '::1', addresses.filter(isIPv6)],
  ] as const;
  return families.map(
    ([family, loopback, list]) =>
      `    ${what} ${family} saddr != { ${[loopback, ...new Set(list)].join(', ')} } drop`,
  );
}
