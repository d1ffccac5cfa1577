import { isIPv6 } from './address.ts';
import { addressesOf } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/**
 * Networks of which nothing is relayed to: otherwise TURN would be a way into the campus. By IPv6 that is everything,
 * because machines inside have addresses of the world there, and the videobridges carry all media.
 */
const insideNetworks = [
  '0.0.0.0-0.255.255.255',
  '10.0.0.0-10.255.255.255',
  '100.64.0.0-100.127.255.255',
  '127.0.0.0-127.255.255.255',
  '169.254.0.0-169.254.255.255',
  '172.16.0.0-172.31.255.255',
  '192.0.0.0-192.0.0.255',
  '192.168.0.0-192.168.255.255',
  '198.18.0.0-198.19.255.255',
  '224.0.0.0-255.255.255.255',
  // Not from :: on, which coturn takes as “any”, of IPv4 too; :: itself it never relays to.
  '::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
] as const;

/** Allocations of one person: some for each connection, and those of a reload that are not over yet. */
const perPerson = 12;

/** coturn’s configuration (turnserver.conf, coturn 4.5 and later); empty where there is none. */
export function coturnConfig(settings: Settings, secrets: Secrets): string {
  const { turn, domain, folders, videobridges } = settings;
  if (turn === undefined) return '';
  const external =
    turn.publicAddress === undefined
      ? ''
      : `\n# A router translates.\nexternal-ip=${turn.publicAddress}/${turn.address}\n`;
  return `# coturn for Jitsi, made by "npm run campus -- jitsi render": change the settings file instead.
# It holds a secret: mode 640, owner root, group turnserver.

${addressesOf(turn)
  .map((address) => `listening-ip=${address}\nrelay-ip=${address}`)
  .join('\n')}
listening-port=${turn.port}
tls-listening-port=${turn.tlsPort}
min-port=${turn.relayPorts.from}
max-port=${turn.relayPorts.to}
${external}
# Prosody signs credentials with this secret; they end by themselves after a day.
use-auth-secret
static-auth-secret=${secrets.turn}
realm=${domain}
fingerprint
user-quota=${perPerson}
stale-nonce=600

cert=${folders.certificates}/${turn.host}/fullchain.pem
pkey=${folders.certificates}/${turn.host}/privkey.pem
no-tlsv1
no-tlsv1_1

# It relays to the videobridges and to the IPv4 world, and never to other machines inside.
${[...new Set(videobridges.flatMap(addressesOf))].map((address) => `allowed-peer-ip=${address}`).join('\n')}
${insideNetworks.map((network) => `denied-peer-ip=${network}`).join('\n')}
no-multicast-peers
# Media of two people who are both behind coturn.
${[turn.publicAddress ?? turn.address, ...addressesOf(turn).filter(isIPv6)]
  .map((address) => `allowed-peer-ip=${address}`)
  .join('\n')}

# No way to administer it from outside, and no TCP to others.
no-cli
no-tcp-relay

log-file=${folders.logs}/coturn/turnserver.log
simple-log
`;
}
